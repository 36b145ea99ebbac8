//! Where the keys come from.

use std::path::PathBuf;

use backend::crypt::key_source::KeySource;

use super::ConfigError;

/// Reads the one variable of three that is set; without any the file of a laptop.
///
/// # Errors
/// If two are set, or one is not of its shape.
pub(super) fn read(get: impl Fn(&str) -> Option<String>) -> Result<KeySource, ConfigError> {
    let (file, command, parts) = (get("TONGCE_KEY_FILE"), get("TONGCE_KEY_COMMAND"), get("TONGCE_KEY_PARTS"));
    match (file, command, parts) {
        (file, None, None) => Ok(KeySource::File(file.unwrap_or_else(|| "data/tongce.key".into()).into())),
        (None, Some(command), None) => {
            let arguments = serde_json::from_str::<Vec<String>>(&command).ok().filter(|all| !all.is_empty());
            arguments.map(KeySource::Command).ok_or_else(|| {
                let remedy =
                    r#"Write the program and its arguments as JSON, e.g. ["/usr/local/bin/vault-read","tongce"]"#;
                ConfigError::new("TONGCE_KEY_COMMAND", "no list of words", remedy)
            })
        }
        (None, None, Some(parts)) => {
            let paths: Vec<PathBuf> = parts.split(',').map(|path| path.trim().into()).collect();
            <[PathBuf; 2]>::try_from(paths).map(|[first, second]| KeySource::Split(first, second)).map_err(|_| {
                let remedy = "Write the paths of both parts with a comma between";
                ConfigError::new("TONGCE_KEY_PARTS", "not two paths", remedy)
            })
        }
        (_, command, _) => {
            let variable = if command.is_some() { "TONGCE_KEY_COMMAND" } else { "TONGCE_KEY_PARTS" };
            Err(ConfigError::new(variable, "the keys come from two places", "Write one of the three variables only"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(settings: &[(&str, &str)]) -> Result<KeySource, ConfigError> {
        read(|name| settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_keys_come_from_one_place() {
        assert_eq!(with(&[]).unwrap(), KeySource::File("data/tongce.key".into()));
        let command = with(&[("TONGCE_KEY_COMMAND", r#"["/bin/cat","/k"]"#)]).unwrap();
        assert_eq!(command, KeySource::Command(vec!["/bin/cat".into(), "/k".into()]));
        let parts = with(&[("TONGCE_KEY_PARTS", "/a/1, /b/2")]).unwrap();
        assert_eq!(parts, KeySource::Split("/a/1".into(), "/b/2".into()));
        assert!(with(&[("TONGCE_KEY_FILE", "/k"), ("TONGCE_KEY_PARTS", "/a/1,/b/2")]).is_err());
        assert!(with(&[("TONGCE_KEY_FILE", "/k"), ("TONGCE_KEY_COMMAND", r#"["/bin/cat"]"#)]).is_err());
    }
}
