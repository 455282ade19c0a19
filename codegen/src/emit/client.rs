//! `client.rs`: the facts of the service, and the client.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, blocking, markdown, tokens};
use crate::ir::{Api, Service};

pub(super) fn file(api: &Api, target: &Target) -> TokenStream {
    let service = service(&api.service, target);
    let header = tokens::inner_doc("The client and the facts of the service that it calls.");
    let title = markdown::one_line(&api.service.title);
    let docs = tokens::doc(&client_docs(&title, target));
    let from_env = tokens::doc(FROM_ENV_DOCS);
    let from_env_blocking = blocking::from_env();
    let new = tokens::doc(&new_docs(target));
    let waits = api.operations.iter().any(|it| it.starts.is_some());
    let of_runtime = waits.then(|| {
        quote! {
            #[allow(dead_code, reason = "only groups whose calls start work need it")]
            pub(crate) fn of(inner: acs_runtime::Client) -> Self {
                Self { inner }
            }
        }
    });
    quote! {
        #header
        use acs_runtime::{Call, Config, Endpoints, Envelope, Error, Operation, Service};

        #service

        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: acs_runtime::Client,
        }

        impl Client {
            #from_env
            pub async fn from_env() -> Result<Self, Error> {
                Ok(Self { inner: acs_runtime::Client::from_env(&SERVICE).await? })
            }

            #from_env_blocking

            #new
            pub fn new(config: Config) -> Result<Self, Error> {
                Ok(Self { inner: acs_runtime::Client::new(&SERVICE, config)? })
            }

            /// Scheme and host that calls go to, for example `https://edas.cn-hangzhou.aliyuncs.com`.
            #[must_use]
            pub fn endpoint(&self) -> &str {
                self.inner.endpoint()
            }

            #of_runtime
            #[allow(dead_code, reason = "without any group there is no operation to call")]
            pub(crate) fn call(&self, operation: &'static Operation) -> Call {
                self.inner.call(operation)
            }
        }
    }
}

fn service(service: &Service, target: &Target) -> TokenStream {
    let Service {
        product,
        version,
        endpoints,
        envelope,
        ..
    } = service;
    let user_agent = format!("{}/{}", target.package, target.version);
    let (rule, rule_vpc, vpc_regions) =
        (&endpoints.rule, &endpoints.rule_vpc, &endpoints.vpc_regions);
    let fixed = endpoints
        .fixed
        .iter()
        .map(|(region, host)| quote!((#region, #host)));
    let (code, message, request_id) = (&envelope.code, &envelope.message, &envelope.request_id);
    let (error_code, success, success_codes) = (
        &envelope.error_code,
        &envelope.success,
        &envelope.success_codes,
    );
    quote! {
        static SERVICE: Service = Service {
            product: #product,
            version: #version,
            user_agent: #user_agent,
            endpoints: Endpoints {
                rule: #rule,
                rule_vpc: #rule_vpc,
                fixed: &[#(#fixed),*],
                vpc_regions: &[#(#vpc_regions),*],
            },
            envelope: Envelope {
                code: #code,
                message: #message,
                request_id: #request_id,
                error_code: #error_code,
                success: #success,
                success_codes: &[#(#success_codes),*],
            },
        };
    }
}

fn client_docs(title: &str, target: &Target) -> String {
    format!(
        "Client of {title}, with a method for each operation.\n\n\
         A clone is cheap and shares connections and credentials; hold one client for each region and account, for as \
         long as the program runs. A method begins a call, setters on the call add optional parameters, and `send` sends \
         it:\n\n\
         ```no_run\n\
         # async fn example() -> Result<(), {0}::Error> {{\n\
         let client = {0}::Client::from_env().await?;\n\
         # let _ = client;\n\
         # Ok(())\n\
         # }}\n\
         ```",
        target.krate()
    )
}

const FROM_ENV_DOCS: &str = "\
A client for the account and region that the environment names.

The region is that of `ALIBABA_CLOUD_REGION_ID`, for example `cn-hangzhou`, else `region_id` of the command line's profile
in `~/.aliyun/config.json`. Credentials come from the first of these that has any:

| Source | Where it looks |
|---|---|
| environment | `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`; `ALIBABA_CLOUD_SECURITY_TOKEN` for temporary ones |
| role of a pod | `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`, `ALIBABA_CLOUD_OIDC_TOKEN_FILE` |
| profile of the command line | `~/.aliyun/config.json` |
| profile | `~/.alibabacloud/credentials.ini` |
| role of the ECS instance | its metadata service |
| address | `ALIBABA_CLOUD_CREDENTIALS_URI` |

More about them, and sources to use by themselves, in
[`runtime::credentials`](acs_runtime::credentials).

[`runtime::config`](crate::runtime::config) has a table of all variables and settings.

# Errors

[`Error::Credentials`] when none of them has credentials, with the reason of each; [`Error::Config`] when there is no usable
region. The service itself is not called.";

fn new_docs(target: &Target) -> String {
    format!(
        "A client with the settings given.\n\n\
         ```\n\
         use {0}::{{Client, Config, Credentials}};\n\n\
         # fn example() -> Result<(), {0}::Error> {{\n\
         let config = Config::builder()\n    \
             .region(\"cn-hangzhou\")\n    \
             .credentials(Credentials::new(\"an access key ID\", \"its secret\")?)\n    \
             .build();\n\
         let client = Client::new(config)?;\n\
         # let _ = client;\n\
         # Ok(())\n\
         # }}\n\
         ```\n\n\
         # Errors\n\n\
         [`Error::Config`] when there is neither a region nor an endpoint, or a setting is not usable.",
        target.krate()
    )
}
