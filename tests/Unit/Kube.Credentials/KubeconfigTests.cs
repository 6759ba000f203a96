using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fairway.Kube.Credentials;
using Fairway.Kube.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Kube.Credentials;

public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairway-kubeconfig-").FullName;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_current_context_of_the_default_file_is_used()
    {
        Write(".kube/config", Config("one", "token: secret"));
        var endpoint = await LoadAsync();
        Assert.Equal("https://h1:6443/clusters/one", endpoint.Server.ToString());
        Assert.Equal("one", endpoint.Name);
        Assert.Equal("secret", await TokenAsync(endpoint));
        Assert.Equal("one.example", endpoint.TlsServerName);
        Assert.Null(endpoint.ClientCertificate);
        Assert.False(endpoint.SkipTlsVerification);
    }

    [Fact]
    public async Task A_context_can_be_named()
    {
        Write(".kube/config", Config("one", "token: secret") + """
            - name: two
              context: {cluster: c1, user: u1}
            """);
        Assert.Equal("two", (await LoadAsync("two")).Name);
        Assert.Equal(["one", "two"], await Kubeconfig.ContextsAsync(Options(null), Cancel));
    }

    [Fact]
    public async Task KUBECONFIG_lists_files_and_the_first_that_has_a_thing_gives_it()
    {
        var first = Write("a/config", """
            apiVersion: v1
            kind: Config
            current-context: mixed
            contexts:
            - name: mixed
              context: {cluster: far, user: other}
            """);
        var second = Write("b/config", """
            apiVersion: v1
            kind: Config
            current-context: not-this
            clusters:
            - name: far
              cluster: {server: "https://far:1", certificate-authority: ca.pem}
            """);
        var third = Write("c/config", """
            apiVersion: v1
            kind: Config
            users:
            - name: other
              user: {tokenFile: token.txt}
            """);
        Write("b/ca.pem", Certificate().Certificate.ExportCertificatePem());
        Write("c/token.txt", "from-file\n");
        _variables["KUBECONFIG"] = $"{first}:{Path.Combine(_folder, "missing")}:{second}:{third}";
        var endpoint = await LoadAsync();
        Assert.Equal("https://far:1/", endpoint.Server.ToString());
        Assert.Single(endpoint.Authorities!);
        Assert.Equal("from-file", await TokenAsync(endpoint));
        Write("c/token.txt", "renewed");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("from-file", await TokenAsync(endpoint));
        Assert.Equal("renewed", await TokenAsync(endpoint, renew: true));
        Write("c/token.txt", "again");
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("again", await TokenAsync(endpoint));
    }

    [Fact]
    public async Task A_client_certificate_comes_with_its_key()
    {
        var (certificate, key) = Certificate();
        var user = $"{{client-certificate-data: {Base64(certificate.ExportCertificatePem())}, client-key-data: "
            + $"{Base64(key)}}}";
        Write(".kube/config", Config("one", user, flow: true));
        var endpoint = await LoadAsync();
        Assert.True(endpoint.ClientCertificate!.HasPrivateKey);
        Assert.Equal(certificate.Thumbprint, endpoint.ClientCertificate.Thumbprint);
        Assert.Null(endpoint.Token);
    }

    [Fact]
    public async Task A_client_certificate_may_be_in_files_beside_the_kubeconfig()
    {
        var (certificate, key) = Certificate();
        Write(".kube/me.crt", certificate.ExportCertificatePem());
        Write(".kube/me.key", key);
        Write(".kube/config", Config("one", "{client-certificate: me.crt, client-key: me.key}", flow: true));
        Assert.True((await LoadAsync()).ClientCertificate!.HasPrivateKey);
    }

    [Fact]
    public async Task User_and_password_are_taken()
    {
        Write(".kube/config", Config("one", "{username: me, password: pw}", flow: true));
        Assert.Equal(("me", "pw"), (await LoadAsync()).Basic);
    }

    [Fact]
    public async Task Insecure_TLS_and_a_proxy_are_taken_where_they_are_asked_for()
    {
        Write(
            ".kube/config",
            Config("one", "token: t", "insecure-skip-tls-verify: true, proxy-url: \"http://proxy:3128\""));
        var endpoint = await LoadAsync();
        Assert.True(endpoint.SkipTlsVerification);
        Assert.Equal("http://proxy:3128/", endpoint.Proxy!.ToString());
    }

    [Fact]
    public async Task A_plugin_beside_the_file_is_run_once_until_its_token_runs_out()
    {
        Plugin("2026-01-01T01:00:00Z");
        Write(".kube/config", Config("one", Exec("./plugin")));
        var endpoint = await LoadAsync();
        Assert.Equal("tok-1", await TokenAsync(endpoint));
        Assert.Equal("tok-1", await TokenAsync(endpoint));
        Assert.Equal("tok-2", await TokenAsync(endpoint, renew: true));
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(5));
        Assert.Equal("tok-3", await TokenAsync(endpoint));
    }

    [Fact]
    public async Task A_plugin_that_fails_is_named_with_its_hint()
    {
        Write(".kube/config", Config("one", Exec("./no-such-plugin") + "\n      installHint: Install it with apt."));
        var error = await RefusedAsync();
        Assert.Contains("no-such-plugin' of context 'one'", error, StringComparison.Ordinal);
        Assert.Contains("Install it with apt.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense: [", "is no kubeconfig")]
    [InlineData("", "has no current context")]
    [InlineData("current-context: gone", "has no context 'gone'")]
    [InlineData("current-context: a\ncontexts: [{name: a, context: {cluster: x}}]", "names the cluster 'x'")]
    [InlineData(
        "current-context: a\ncontexts: [{name: a, context: {cluster: x, user: y}}]\nclusters: [{name: x, cluster: "
        + "{server: 'https://h'}}]",
        "names the user 'y'")]
    [InlineData(
        "current-context: a\ncontexts: [{name: a, context: {cluster: x}}]\nclusters: [{name: x, cluster: {server: "
        + "'h:1'}}]",
        "'h:1' of cluster 'x' is no http or https address")]
    [InlineData(
        "current-context: a\ncontexts: [{name: a, context: {cluster: x}}]\nclusters: [{name: x, cluster: {server: "
        + "'https://h', certificate-authority: none.pem}}]",
        "context 'a' of")]
    public async Task What_is_wrong_is_said_with_the_file_and_the_context(string content, string expected)
    {
        var path = Write(".kube/config", content);
        var error = await RefusedAsync();
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains(path, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_named_must_be_there()
    {
        var path = Path.Combine(_folder, "none");
        var error = await Assert.ThrowsAsync<KubeconfigException>(
            () => Kubeconfig.LoadAsync(Options(null) with { Path = path }, Cancel));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_none_it_is_said_where_one_was_looked_for()
    {
        var error = await RefusedAsync();
        Assert.Contains(".kube/config", error, StringComparison.Ordinal);
        Assert.Contains("--kubeconfig", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_certificate_without_its_key_is_said()
    {
        var user = $"client-certificate-data: {Base64(Certificate().Certificate.ExportCertificatePem())}";
        Write(".kube/config", Config("one", user));
        Assert.Contains("without its key", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Impersonation_is_refused_rather_than_ignored()
    {
        Write(".kube/config", Config("one", "{token: t, as: root}", flow: true));
        Assert.Contains("impersonates 'root'", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/true}", "", "plugin")]
    [InlineData("auth-provider: {name: oidc}", "", "auth-provider")]
    [InlineData("tokenFile: /etc/passwd", "", "path of a file")]
    [InlineData("client-certificate: /etc/passwd", "", "path of a file")]
    [InlineData("token: t", "insecure-skip-tls-verify: true", "insecure TLS")]
    [InlineData("token: t", "certificate-authority: /etc/passwd", "path of a file")]
    public async Task A_kubeconfig_of_somebody_else_may_not_reach_into_this_machine(
        string user, string cluster, string objection)
    {
        var yaml = Encoding.UTF8.GetBytes(Config("one", user, cluster));
        var error = await Assert.ThrowsAsync<KubeconfigException>(
            () => Kubeconfig.FromSecretAsync("c-1/kubeconfig", yaml, Options(null)));
        Assert.Contains(objection, error.Message, StringComparison.Ordinal);
        Assert.Contains("c-1/kubeconfig", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_of_somebody_else_with_a_token_is_taken()
    {
        var yaml = Encoding.UTF8.GetBytes(Config("one", "token: t"));
        Assert.Equal("t", await TokenAsync(await Kubeconfig.FromSecretAsync("c-1/kubeconfig", yaml, Options(null))));
    }

    private static string More(string fields) => fields.Length == 0 ? "" : $", {fields}";

    private static string Config(string context, string user, string cluster = "", bool flow = false) => $$"""
        apiVersion: v1
        kind: Config
        current-context: {{context}}
        clusters:
        - name: c1
          cluster:
            {server: "https://h1:6443/clusters/one", tls-server-name: one.example{{More(cluster)}}}
        users:
        - name: u1
          user: {{(flow ? user : $"\n    {user}")}}
        contexts:
        - name: {{context}}
          context: {cluster: c1, user: u1}

        """;

    private static string Exec(string command) =>
        $"exec:\n      apiVersion: client.authentication.k8s.io/v1\n      interactiveMode: Never\n      command: "
        + $"{command}";

    private static async Task<string?> TokenAsync(KubeEndpoint endpoint, bool renew = false) =>
        await endpoint.Token!.GetAsync(renew, Cancel);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (X509Certificate2 Certificate, string Key) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=me", key, HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return (request.CreateSelfSigned(from, from.AddYears(20)), key.ExportPkcs8PrivateKeyPem());
    }

    private void Plugin(string expires)
    {
        var runs = Path.Combine(_folder, "runs");
        var path = Write(".kube/plugin", """
            #!/bin/sh
            echo run >> RUNS
            n=$(wc -l < RUNS)
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
            echo '"status":{"token":"tok-'$n'","expirationTimestamp":"EXPIRES"}}'
            """.Replace("RUNS", runs, StringComparison.Ordinal).Replace("EXPIRES", expires, StringComparison.Ordinal));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private KubeconfigOptions Options(string? context) => new()
    {
        Home = _folder,
        Variable = name => _variables.GetValueOrDefault(name),
        Context = context,
        Time = _time,
    };

    private Task<KubeEndpoint> LoadAsync(string? context = null) => Kubeconfig.LoadAsync(Options(context), Cancel);

    private async Task<string> RefusedAsync() =>
        (await Assert.ThrowsAsync<KubeconfigException>(() => LoadAsync())).Message;
}
