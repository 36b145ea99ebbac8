//! Who the child is: V-01 – V-06, V-10 and V-11.

use jiff::civil::Date;

use super::findings::{Check, clear, set, text};
use crate::divisions::known_address_code;
use crate::form::{Key, Value};
use crate::forms::keys;
use crate::values::{NationalId, Sex, date};

const ID: Key<NationalId> = keys::CHILD_ID_NUMBER;

pub(super) fn rules(check: &mut Check<'_>) {
    if let Some(id) = check.answers.get(ID) {
        v_01(check, &id);
        v_02(check, &id);
        v_03(check, &id);
        v_11_child(check, &id);
    }
    v_04(check);
    v_05(check);
    v_06(check);
    v_10(check);
    v_11_parents(check);
}

/// Form and check character are checked with the type; here, that the day inside has come.
fn v_01(check: &mut Check<'_>, id: &NationalId) {
    if id.birth_date() > check.ctx.today {
        check.error("V-01", ID.name(), "身份证号里的出生日期还没有到，请对照户口簿再看一遍");
    }
}

fn v_02(check: &mut Check<'_>, id: &NationalId) {
    let field = keys::CHILD_BIRTH_DATE;
    let inside = id.birth_date();
    if check.answers.get(field).is_some_and(|born: Date| born != inside) {
        let day = date::chinese(inside);
        check.doubt(
            "V-02",
            field.name(),
            ["身份证号里的出生日期是", &day, "，和这里填的不一样，请看看哪个对"].concat(),
        );
        check.fix(["改成", &day].concat(), set(field.name(), text(date::format(inside))));
    }
}

fn v_03(check: &mut Check<'_>, id: &NationalId) {
    let field = keys::CHILD_SEX;
    if Sex::from_code(check.code(field)).is_some_and(|sex| sex != id.sex()) {
        let right = id.sex();
        check.doubt(
            "V-03",
            field.name(),
            ["身份证号表示是", right.label(), "孩，和这里选的不一样，请看看哪个对"].concat(),
        );
        check.fix(["改成“", right.label(), "”"].concat(), set(field.name(), text(right.code())));
    }
}

/// The first six digits of every identity number are those of a present or former division. They are
/// never compared with the present hukou: they record the place of first registration.
fn v_04(check: &mut Check<'_>) {
    let mut doubtful = Vec::new();
    if check.answers.get(ID).is_some_and(|id| is_unknown(&id)) {
        doubtful.push(ID.name());
    }
    for adult in check.adults() {
        let id = adult.paper(check).and_then(|paper| NationalId::parse(paper.number()).ok());
        if id.is_some_and(|id| is_unknown(&id)) {
            doubtful.push(adult.id.name());
        }
    }
    for field in doubtful {
        check.warn("V-04", field, "身份证号前6位不常见，请对照证件看一遍；没写错就不用改");
    }
}

fn is_unknown(id: &NationalId) -> bool {
    !id.is_hmt() && !known_address_code(id.address_code())
}

/// Born by the as-of date and not yet 18. 16 and 17 are out of scope, but no error.
fn v_05(check: &mut Check<'_>) {
    let field = keys::CHILD_BIRTH_DATE;
    let Some(born) = check.answers.get(field) else { return };
    if born > check.as_of {
        check.error("V-05", field.name(), "出生日期比填表这天还晚，请看看年份对不对");
    } else if date::full_years(born, check.as_of) >= 18 {
        check.error("V-05", field.name(), "照这个日期算，已经满18岁，不用登记；写错了请改");
    }
}

/// A registered child has number and hukou address; an unregistered one has neither. A Hong Kong, Macau or
/// Taiwan child has a number of the residence permit without a mainland hukou (E-22).
fn v_06(check: &mut Check<'_>) {
    let hukou = keys::HUKOU_ADDRESS.name();
    let (has_id, has_hukou) = (check.filled(ID.name()), check.filled(hukou));
    match check.yes(keys::HUKOU_REGISTERED) {
        Some(true) => {
            if !has_hukou {
                check.error("V-06", hukou, "孩子上了户口，请填写户口所在地");
            }
            if !has_id && check.filled(keys::CHILD_ID_PENDING_REASON.name()) {
                check.doubt(
                    "V-06",
                    ID.name(),
                    "孩子上了户口还没有身份证号，工作人员会看您写的原因；有了号码请补上，也可以问派出所",
                );
            } else if !has_id {
                check.error("V-06", ID.name(), "孩子上了户口，请填写身份证号；正在办理的，请写明原因");
            }
        }
        Some(false) => {
            let id = check.answers.get(ID);
            if has_id && !id.is_some_and(|id| id.is_hmt()) {
                check.error("V-06", ID.name(), "填了身份证号，说明孩子上了户口。请把“孩子上户口了吗？”改成“是”");
                if id.is_some() {
                    check.fix("改成“已经上户口”", set(keys::HUKOU_REGISTERED.name(), Value::Bool(true)));
                } else {
                    check.fix("去掉身份证号", clear(&[ID.name()]));
                }
            }
            if has_hukou {
                check.error("V-06", hukou, "没有上户口，就不填户口所在地");
                check.fix("去掉户口所在地", clear(&[hukou]));
            }
        }
        None => {}
    }
}

fn v_10(check: &mut Check<'_>) {
    if check.ctx.facts.same_child {
        let field = if check.filled(ID.name()) { ID.name() } else { keys::CHILD_NAME.name() };
        check.warn("V-10", field, "这个孩子可能已经登记过，工作人员会核对是不是同一个孩子");
    }
}

/// The child's number is no adult's.
fn v_11_child(check: &mut Check<'_>, id: &NationalId) {
    for adult in check.adults() {
        if adult.number(check).is_some_and(|number| number == id.as_str()) {
            check.error("V-11", adult.id.name(), [adult.who, "的身份证号和孩子的一样，请看看哪个填错了"].concat());
        }
    }
}

/// The father's number is not the mother's.
fn v_11_parents(check: &mut Check<'_>) {
    let [father, mother, _] = check.adults();
    let number = father.number(check);
    if number.is_some() && number == mother.number(check) {
        check.error("V-11", mother.id.name(), "妈妈的身份证号和爸爸的一样，请看看哪个填错了");
    }
}
