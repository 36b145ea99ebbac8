/**
 * Synthetic families: answers by field key, in the order in which the screens ask. Every identity number
 * has a sequence from 996 to 999, which is kept for examples.
 */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A valid identity number (GB 11643).
 * @param {string} place six digits
 * @param {string} born YYYY-MM-DD
 * @param {number} sequence its parity is the sex: odd for male
 */
export function idNumber(place, born, sequence) {
  const digits = `${place}${born.replaceAll("-", "")}${sequence}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at], 0);
  return digits + "10X98765432"[sum % 11];
}

/** Today in China, YYYY-MM-DD. */
export function today() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/**
 * The day so many years before today, in March, so that no age is at its edge.
 * @param {number} years
 * @param {string} day MM-DD
 */
export function yearsAgo(years, day = "03-08") {
  return `${Number(today().slice(0, 4)) - years}-${day}`;
}

/** Where the families of the tests live and come from. */
export const places = {
  /** 天津市南开区长虹街道 */
  changhong: { code: "120104001", detail: "雅云里 3 号楼 2 门 501" },
  /** 天津市南开区鼓楼街道 */
  gulou: { code: "120104002", detail: "铜锣湾 1 号楼 101" },
  /** 河南省周口市鹿邑县真源街道 */
  zhenyuan: { code: "411628001", detail: "老君台村 8 组" },
  /** 天津市蓟州区渔阳镇 */
  yuyang: { code: "120119100", detail: "东大屯村 12 号" },
  /** 上海市浦东新区 */
  pudong: { code: "310115" },
};

const father = { name: "陈建国", id: idNumber("411628", "1986-05-12", 997), phone: "13900001111" };
const mother = { name: "周秀英", id: idNumber("411628", "1988-09-23", 998), phone: "13900002222" };

/** Both parents, living with the child at `home`, registered at `hukou`. */
function parents(hukou, home) {
  const one = (who, person) => ({
    [`${who}_status`]: "normal",
    [`${who}_name`]: person.name,
    [`${who}_id`]: { type: "resident_id", number: person.id },
    [`${who}_phone`]: person.phone,
    [`${who}_hukou_address`]: hukou,
    [`${who}_current_address`]: home,
  });
  return { father: one("father", father), mother: one("mother", mother) };
}

/** Nine years, from Henan, with both parents in Nankai: in scope (M1). */
export function migrant() {
  const born = yearsAgo(9);
  const home = places.changhong;
  const hukou = places.zhenyuan;
  const both = parents(hukou, home);
  return {
    name: "陈小雨",
    id: idNumber("411628", born, 998),
    screening: {
      basics: {
        child_birth_date: born,
        hukou_registered: true,
        hukou_address: hukou,
        current_address: home,
        living_with: "both_parents",
      },
      moved: { left_hukou_date: yearsAgo(4) },
    },
    sections: {
      child: { child_name: "陈小雨", child_id_number: idNumber("411628", born, 998), child_sex: "2", child_ethnicity: "01" },
      residence: { residence_registration: "residence_permit", housing_type: "rented" },
      moving: { arrived_residence_date: yearsAgo(4) },
      living_with: { guardianship_status: "good" },
      schooling: { schooling_stage: "primary", academic_status: "enrolled", school_name: "南开区长虹小学", is_boarding: false },
      health: { health_status: ["healthy"], medical_insurance: "at_residence" },
      disability: { disability_type: "none" },
      father: both.father,
      mother: both.mother,
      family: { family_difficulty: ["none"], livelihood_support: ["none"] },
      help: { help_requested: false, informant_name: mother.name, informant_relation: "母亲" },
    },
  };
}

/** Ten years, left with the grandmother in Jizhou while both parents work in Shanghai. */
export function leftBehind() {
  const born = yearsAgo(10, "06-18");
  const home = places.yuyang;
  const work = { ...places.pudong, detail: "张江镇" };
  const one = (who, person) => ({
    [`${who}_status`]: "normal",
    [`${who}_name`]: person.name,
    [`${who}_id`]: { type: "resident_id", number: person.id },
    [`${who}_phone`]: person.phone,
    [`${who}_hukou_address`]: home,
    [`${who}_current_address`]: work,
  });
  const carer = {
    name: "李桂兰",
    id: idNumber("120225", "1959-02-03", 996),
    phone: "13900003333",
  };
  return {
    name: "陈大山",
    id: idNumber("120225", born, 997),
    screening: {
      basics: {
        child_birth_date: born,
        hukou_registered: true,
        hukou_address: home,
        current_address: home,
        living_with: "other_guardian",
      },
      parents: {
        father_away_for_work: true,
        father_work_place: places.pudong,
        father_away_since: yearsAgo(2),
        mother_away_for_work: true,
        mother_work_place: places.pudong,
        mother_away_since: yearsAgo(2),
      },
    },
    sections: {
      child: { child_name: "陈大山", child_id_number: idNumber("120225", born, 997), child_sex: "1", child_ethnicity: "01" },
      residence: { guardianship_status: "good" },
      schooling: { schooling_stage: "primary", academic_status: "enrolled", school_name: "渔阳镇中心小学", is_boarding: false },
      health: { health_status: ["healthy"], medical_insurance: "insured" },
      disability: { disability_type: "none" },
      father: one("father", father),
      mother: one("mother", mother),
      work: {},
      parents_away: { both_parents_away: true, one_away_other_incapable: false },
      entrusted_care: {
        has_entrusted_carer: true,
        entrusted_carer_name: carer.name,
        entrusted_carer_relation: "paternal_grandmother",
        entrusted_carer_id: { type: "resident_id", number: carer.id },
        entrusted_carer_phone: carer.phone,
        entrusted_carer_hukou_address: home,
        entrusted_carer_current_address: home,
      },
      family: { family_difficulty: ["none"], livelihood_support: ["none"] },
      help: { help_requested: false, informant_name: carer.name, informant_relation: "祖母" },
    },
  };
}

/** The JSON that another program would send for this family. */
export function document(family) {
  const answers = {};
  for (const screen of [...Object.values(family.screening), ...Object.values(family.sections)]) {
    for (const [key, value] of Object.entries(screen)) {
      answers[key] = value?.code ? { division_code: value.code, detail: value.detail ?? "" } : value;
    }
  }
  return answers;
}
