//! Machines, objects and services: EC2, S3, Kubernetes, Docker, GitHub, OAuth, SAML.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue};

use crate::realistic::assert_judged;

#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
struct LaunchTemplate {
    #[group_exactly_one("template")]
    launch_template_id: Option<String>,
    #[group_exactly_one("template")]
    launch_template_name: Option<String>,
    version: Option<String>,
}

#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
struct CpuOptions {
    #[group_all_or_none("cpu")]
    core_count: Option<u32>,
    #[group_all_or_none("cpu")]
    #[allowed(1, 2)]
    threads_per_core: Option<u8>,
}

/// AWS: RunInstances.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
#[rule(counts, min_count <= max_count, "at least as many as at most", at = min_count)]
struct RunInstances {
    #[group_at_least_one("image")]
    #[pattern("ami-[0-9a-f]{8,17}")]
    image_id: Option<String>,
    #[nested]
    #[group_at_least_one("image")]
    launch_template: Option<LaunchTemplate>,
    #[range(1..)]
    min_count: u32,
    #[range(1..)]
    max_count: u32,
    #[default_value("m1.small")]
    instance_type: Option<String>,
    key_name: Option<String>,
    #[group_at_most_one("network")]
    network_interface: Option<Vec<String>>,
    #[group_at_most_one("network")]
    subnet_id: Option<String>,
    #[forbidden_if(present(network_interface))]
    security_group_id: Option<Vec<String>>,
    #[forbidden_if(present(network_interface) || present(subnet_id) || present(security_group_id))]
    security_group: Option<Vec<String>>,
    #[forbidden_if(present(network_interface))]
    private_ip_address: Option<String>,
    #[nested]
    cpu_options: Option<CpuOptions>,
    #[length(..=64)]
    client_token: Option<String>,
    #[default_value(false)]
    dry_run: Option<bool>,
}

#[test]
fn aws_run_instances() {
    assert_judged!(
        RunInstances,
        r#"{"ImageId": "ami-0abcdef1234567890", "MinCount": 1, "MaxCount": 2, "SubnetId": "subnet-1",
            "SecurityGroupId": ["sg-1"]}"#,
        r#"{"MinCount": 3, "MaxCount": 2, "NetworkInterface": ["eni-1"], "SubnetId": "subnet-1",
            "SecurityGroup": ["default"], "CpuOptions": {"CoreCount": 2}}"#
            => ["ImageId: group_at_least_one", "MinCount: rule", "SubnetId: group_at_most_one", "SecurityGroup: forbidden",
                "CpuOptions.ThreadsPerCore: group_all_or_none"],
    );
}

#[derive(OrderValue)]
enum Encryption {
    #[order(rename = "AES256")]
    Aes256,
    #[order(rename = "aws:kms")]
    Kms,
    #[order(rename = "aws:kms:dsse")]
    KmsTwice,
}

#[derive(OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum LockMode {
    Governance,
    Compliance,
}

/// AWS: PutObject of S3.
#[derive(OrderRequest)]
#[order(rename_all = "kebab-case")]
#[condition(by_kms, x_amz_server_side_encryption in [Kms, KmsTwice])]
struct PutObject {
    #[order(path)]
    #[length(3..=63)]
    bucket: String,
    #[order(path)]
    #[length(1..=1024)]
    key: String,
    #[forbidden_if(count(x_amz_grant_read, x_amz_grant_full_control) > 0)]
    x_amz_acl: Option<String>,
    x_amz_grant_read: Option<String>,
    x_amz_grant_full_control: Option<String>,
    #[forbidden_if(present(customer_algorithm))]
    x_amz_server_side_encryption: Option<Encryption>,
    #[forbidden_unless(by_kms)]
    kms_key_id: Option<String>,
    #[forbidden_unless(by_kms)]
    bucket_key_enabled: Option<bool>,
    #[group_all_or_none("customer")]
    #[allowed("AES256")]
    customer_algorithm: Option<String>,
    #[group_all_or_none("customer")]
    #[order(secret)]
    customer_key: Option<String>,
    #[group_all_or_none("customer")]
    #[length(24)]
    customer_key_md5: Option<String>,
    #[group_all_or_none("lock")]
    object_lock_mode: Option<LockMode>,
    #[group_all_or_none("lock")]
    object_lock_retain_until: Option<String>,
    #[required_if(present(object_lock_mode))]
    content_md5: Option<String>,
}

#[test]
fn aws_put_object() {
    assert_judged!(
        PutObject,
        r#"{"bucket": "logs", "key": "a", "x-amz-server-side-encryption": "aws:kms", "kms-key-id": "k"}"#,
        r#"{"bucket": "lo", "key": "a", "x-amz-server-side-encryption": "AES256", "kms-key-id": "k",
            "x-amz-acl": "private", "x-amz-grant-read": "id=1", "customer-algorithm": "AES256",
            "object-lock-mode": "GOVERNANCE"}"#
            => ["bucket: length", "x-amz-acl: forbidden", "x-amz-server-side-encryption: forbidden",
                "kms-key-id: forbidden", "customer-key: group_all_or_none", "customer-key-md5: group_all_or_none",
                "object-lock-retain-until: group_all_or_none", "content-md5: required"],
    );
}

#[derive(OrderValue)]
enum ServiceKind {
    #[order(rename = "ClusterIP")]
    ClusterIp,
    NodePort,
    LoadBalancer,
    ExternalName,
}

#[derive(OrderValue)]
enum TrafficPolicy {
    Cluster,
    Local,
}

#[derive(OrderValue)]
enum Affinity {
    None,
    #[order(rename = "ClientIP")]
    ClientIp,
}

#[derive(OrderValue)]
#[order(rename_all = "UPPERCASE")]
enum Protocol {
    Tcp,
    Udp,
    Sctp,
}

#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct ServicePort {
    #[pattern("[a-z0-9]([a-z0-9-]*[a-z0-9])?")]
    #[length(..=63)]
    name: Option<String>,
    #[default_value(Tcp)]
    protocol: Option<Protocol>,
    #[range(1..=65_535)]
    port: u32,
    #[range(30_000..=32_767)]
    node_port: Option<u32>,
}

/// Kubernetes: the spec of a Service.
#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[condition(has_node_ports, type in [NodePort, LoadBalancer])]
#[rule(
    named_ports,
    len(ports) > 1 => all(port in ports, present(port.name)),
    "each port of several has a name",
    at = ports
)]
#[rule(one_name_each, unique(port in ports, port.name), "no two ports have one name", at = ports)]
#[rule(
    node_ports,
    any(port in ports, present(port.node_port)) => has_node_ports,
    "a node port needs a type that has one",
    at = ports
)]
struct ServiceSpec {
    #[default_value(ClusterIp)]
    r#type: Option<ServiceKind>,
    #[nested]
    #[required_unless(type == ExternalName || cluster_ip == "None")]
    ports: Option<Vec<ServicePort>>,
    selector: Option<BTreeMap<String, String>>,
    #[order(rename = "clusterIP")]
    #[forbidden_if(type == ExternalName)]
    cluster_ip: Option<String>,
    #[present_iff(type == ExternalName)]
    #[format(hostname)]
    external_name: Option<String>,
    #[default_value(None)]
    session_affinity: Option<Affinity>,
    #[forbidden_unless(session_affinity == ClientIp)]
    #[range(1..=86_400)]
    session_affinity_timeout: Option<u32>,
    #[forbidden_unless(has_node_ports)]
    external_traffic_policy: Option<TrafficPolicy>,
    #[forbidden_unless(type == LoadBalancer && external_traffic_policy == Local)]
    health_check_node_port: Option<u32>,
    #[forbidden_unless(type == LoadBalancer)]
    load_balancer_class: Option<String>,
    #[forbidden_unless(type == LoadBalancer)]
    load_balancer_source_ranges: Option<Vec<String>>,
    #[forbidden_unless(type == LoadBalancer)]
    allocate_load_balancer_node_ports: Option<bool>,
}

#[test]
fn kubernetes_service() {
    assert_judged!(
        ServiceSpec,
        r#"{"type": "LoadBalancer", "ports": [{"port": 443}], "externalTrafficPolicy": "Local",
            "healthCheckNodePort": 30001}"#,
        r#"{"ports": [{"port": 80, "nodePort": 30000}, {"port": 0}], "externalName": "a.example",
            "sessionAffinityTimeout": 5, "loadBalancerClass": "x"}"#
            => ["ports[1].port: range", "ports: rule", "ports: rule", "externalName: forbidden",
                "sessionAffinityTimeout: forbidden", "loadBalancerClass: forbidden"],
        r#"{"type": "ExternalName", "clusterIP": "None"}"# => ["clusterIP: forbidden", "externalName: required"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "kebab-case")]
enum RestartPolicy {
    No,
    Always,
    UnlessStopped,
    OnFailure,
}

/// Docker: create a container.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase")]
#[condition(shares, network_mode == "host")]
#[rule(
    swap,
    present(memory_swap) => memory_swap == -1 || memory_swap >= memory,
    "swap counts the memory too",
    at = memory_swap
)]
struct ContainerConfig {
    image: String,
    #[pattern("[a-zA-Z0-9][a-zA-Z0-9_.-]+")]
    name: Option<String>,
    cmd: Option<Vec<String>>,
    #[each(pattern("[^=]+(=.*)?"))]
    env: Option<Vec<String>>,
    #[forbidden_if(shares)]
    hostname: Option<String>,
    #[default_value("default")]
    network_mode: Option<String>,
    #[forbidden_if(shares)]
    port_bindings: Option<BTreeMap<String, String>>,
    #[default_value(No)]
    restart_policy: Option<RestartPolicy>,
    #[forbidden_unless(restart_policy == OnFailure)]
    maximum_retry_count: Option<u32>,
    #[default_value(false)]
    #[allowed_if(restart_policy != No, false)]
    auto_remove: Option<bool>,
    #[range(6_291_456..)]
    #[required_if(present(memory_swap))]
    memory: Option<i64>,
    memory_swap: Option<i64>,
    #[group_at_most_one("cpu")]
    nano_cpus: Option<i64>,
    #[group_at_most_one("cpu")]
    cpu_quota: Option<i64>,
}

#[test]
fn docker_container() {
    assert_judged!(
        ContainerConfig,
        r#"{"Image": "alpine", "Cmd": ["date"], "Memory": 8000000, "MemorySwap": -1, "AutoRemove": true}"#,
        r#"{"Image": "alpine", "Hostname": "h", "NetworkMode": "host", "RestartPolicy": "always",
            "MaximumRetryCount": 3, "AutoRemove": true, "MemorySwap": 5, "Env": ["=x"]}"#
            => ["Env[0]: pattern", "Hostname: forbidden", "MaximumRetryCount: forbidden", "AutoRemove: allowed",
                "Memory: required", "MemorySwap: rule"],
    );
}

#[derive(OrderValue)]
#[order(rename_all = "lowercase")]
enum Latest {
    True,
    False,
    Legacy,
}

/// GitHub: create a release.
#[derive(OrderRequest)]
struct Release {
    #[length(1..=255)]
    tag_name: String,
    #[default_value("main")]
    target_commitish: Option<String>,
    name: Option<String>,
    #[length(..=125_000)]
    body: Option<String>,
    #[default_value(false)]
    draft: Option<bool>,
    #[default_value(false)]
    prerelease: Option<bool>,
    #[forbidden_if(draft)]
    discussion_category_name: Option<String>,
    #[default_value(false)]
    generate_release_notes: Option<bool>,
    #[default_value(True)]
    #[allowed_if(draft || prerelease, False)]
    make_latest: Option<Latest>,
}

#[test]
fn github_release() {
    assert_judged!(
        Release,
        r#"{"tag_name": "v1.0.0", "prerelease": true, "make_latest": "false"}"#,
        r#"{"tag_name": "", "draft": true, "discussion_category_name": "News", "make_latest": "legacy"}"#
            => ["tag_name: required", "discussion_category_name: forbidden", "make_latest: allowed"],
    );
}

/// GitHub: create a pull request.
#[derive(OrderRequest)]
struct PullRequest {
    #[group_exactly_one("what")]
    title: Option<String>,
    #[group_exactly_one("what")]
    #[range(1..)]
    issue: Option<u32>,
    head: String,
    #[forbidden_if(matches(head, "[^:]+:.*"))]
    head_repo: Option<String>,
    base: String,
    #[forbidden_if(present(issue))]
    body: Option<String>,
    maintainer_can_modify: Option<bool>,
    draft: Option<bool>,
}

#[test]
fn github_pull_request() {
    assert_judged!(
        PullRequest,
        r#"{"title": "T", "head": "octocat:feature", "base": "main"}"#,
        r#"{"head": "octocat:feature", "head_repo": "r", "base": "main", "issue": 0, "body": "b"}"#
            => ["issue: range", "head_repo: forbidden", "body: forbidden"],
    );
}

#[derive(OrderValue)]
enum Grant {
    #[order(rename = "authorization_code")]
    Code,
    #[order(rename = "client_credentials")]
    Client,
    #[order(rename = "password")]
    Password,
    #[order(rename = "refresh_token")]
    Refresh,
    #[order(rename = "urn:ietf:params:oauth:grant-type:device_code")]
    Device,
}

/// OAuth 2.0: a token request.
#[derive(OrderRequest)]
struct TokenRequest {
    grant_type: Grant,
    #[present_iff(grant_type == Code)]
    code: Option<String>,
    #[forbidden_unless(grant_type == Code)]
    #[format(url)]
    redirect_uri: Option<String>,
    #[forbidden_unless(grant_type == Code)]
    #[pattern("[A-Za-z0-9._~-]{43,128}")]
    code_verifier: Option<String>,
    #[present_iff(grant_type == Refresh)]
    refresh_token: Option<String>,
    #[present_iff(grant_type == Password)]
    username: Option<String>,
    #[present_iff(grant_type == Password)]
    #[order(secret)]
    password: Option<String>,
    #[present_iff(grant_type == Device)]
    device_code: Option<String>,
    #[required_if(grant_type in [Device, Client])]
    client_id: Option<String>,
    #[group_at_most_one("authentication")]
    #[order(secret)]
    client_secret: Option<String>,
    #[group_at_most_one("authentication")]
    #[order(secret)]
    client_assertion: Option<String>,
    #[required_if(present(client_assertion))]
    client_assertion_type: Option<String>,
    scope: Option<String>,
}

#[test]
fn oauth_token_request() {
    assert_judged!(
        TokenRequest,
        r#"{"grant_type": "client_credentials", "client_id": "a", "client_secret": "s", "scope": "read"}"#,
        r#"{"grant_type": "authorization_code", "code_verifier": "short", "refresh_token": "r",
            "client_secret": "s", "client_assertion": "a"}"#
            => ["code: required", "code_verifier: pattern", "refresh_token: forbidden", "client_assertion: group_at_most_one",
                "client_assertion_type: required"],
    );
}

/// SAML 2.0: an AuthnRequest.
#[derive(OrderRequest)]
#[order(rename_all = "PascalCase", root = "AuthnRequest")]
struct AuthnRequest {
    #[order(rename = "ID")]
    #[pattern("[A-Za-z_][A-Za-z0-9._-]*")]
    id: String,
    #[allowed("2.0")]
    version: String,
    issue_instant: String,
    #[forbidden_if(present(assertion_consumer_service_url) || present(protocol_binding))]
    assertion_consumer_service_index: Option<u16>,
    #[order(rename = "AssertionConsumerServiceURL")]
    assertion_consumer_service_url: Option<String>,
    protocol_binding: Option<String>,
    #[default_value(false)]
    force_authn: Option<bool>,
    #[default_value(false)]
    #[allowed_if(force_authn, false)]
    is_passive: Option<bool>,
    issuer: Option<String>,
}

#[test]
fn saml_authn_request() {
    assert_judged!(
        AuthnRequest,
        r#"{"ID": "_1", "Version": "2.0", "IssueInstant": "2031-05-08T00:00:00Z",
            "AssertionConsumerServiceURL": "https://sp.example/acs"}"#,
        r#"{"ID": "1", "Version": "1.1", "IssueInstant": "2031-05-08T00:00:00Z", "ForceAuthn": true,
            "IsPassive": true, "AssertionConsumerServiceIndex": 0, "ProtocolBinding": "post"}"#
            => ["ID: pattern", "Version: allowed", "AssertionConsumerServiceIndex: forbidden", "IsPassive: allowed"],
    );
}
