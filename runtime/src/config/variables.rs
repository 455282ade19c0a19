//! The environment variables that settings are read from, all in one place.
//!
//! Those of credentials are the credentials' own.

use super::{Config, duration};
use crate::endpoint;
use crate::environment::Environment;
use crate::error::ConfigError;
use crate::settings::check_user_agent;

/// A variable with a fixed name.
pub(super) struct Variable {
    pub(super) name: &'static str,
    /// The setting, as its method on the builder is called.
    pub(super) setting: &'static str,
    /// Takes the variable's text, which is not empty.
    take: fn(&mut Config, String) -> Result<(), ConfigError>,
}

/// All variables with fixed names.
///
/// Region, profile and user agent are called as Alibaba Cloud's SDKs and command line call them. The connect timeout is
/// found in guides to that command line, in seconds; the other two are this client's own and work alike.
pub(super) static VARIABLES: [Variable; 6] = [
    Variable {
        name: "ALIBABA_CLOUD_REGION_ID",
        setting: "region",
        take: |config, text| {
            endpoint::check_region(&text)?;
            config.region = Some(text);
            Ok(())
        },
    },
    Variable {
        name: "ALIBABA_CLOUD_PROFILE",
        setting: "profile",
        take: |config, text| {
            config.profile = Some(text);
            Ok(())
        },
    },
    Variable {
        name: "ALIBABA_CLOUD_USER_AGENT",
        setting: "user_agent",
        take: |config, text| {
            check_user_agent(&text)?;
            config.basics.user_agent = Some(text);
            Ok(())
        },
    },
    Variable {
        name: "ALIBABA_CLOUD_CONNECT_TIMEOUT",
        setting: "connect_timeout",
        take: |config, text| {
            config.basics.connect_timeout = duration::parse("connect_timeout", &text)?;
            Ok(())
        },
    },
    Variable {
        name: "ALIBABA_CLOUD_ATTEMPT_TIMEOUT",
        setting: "attempt_timeout",
        take: |config, text| {
            config.basics.attempt_timeout = duration::parse("attempt_timeout", &text)?;
            Ok(())
        },
    },
    Variable {
        name: "ALIBABA_CLOUD_OPERATION_TIMEOUT",
        setting: "operation_timeout",
        take: |config, text| {
            config.basics.operation_timeout = duration::parse("operation_timeout", &text)?;
            Ok(())
        },
    },
];

/// Reads all of them into the configuration.
pub(super) fn read(environment: &Environment, config: &mut Config) -> Result<(), ConfigError> {
    for variable in &VARIABLES {
        if let Some(text) = text(environment, variable.name, variable.setting)? {
            (variable.take)(config, text).map_err(|error| error.in_variable(variable.name))?;
        }
    }
    Ok(())
}

/// The variable with the endpoint of a product; its name is this client's own.
pub(crate) fn endpoint_name(product: &str) -> String {
    let product: String = product
        .chars()
        .map(|letter| match letter.to_ascii_uppercase() {
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '_',
        })
        .collect();
    format!("ALIBABA_CLOUD_{product}_ENDPOINT")
}

/// The text of a variable that is set.
pub(crate) fn text(
    environment: &Environment,
    name: &str,
    setting: &'static str,
) -> Result<Option<String>, ConfigError> {
    environment
        .get(name)
        .map_err(|_| ConfigError::new(setting, "it is not UTF-8").in_variable(name))
}
