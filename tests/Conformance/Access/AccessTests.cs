using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Access;

/// <summary>Who may do what, as kubectl's users meet it.</summary>
public sealed class AccessTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_user_is_refused_until_a_role_is_bound(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var user = fleet.FreshName("bob");

        Assert.Equal("no", (await kubectl.TryAsync(["auth", "can-i", "list", "pods", "--as", user])).Output.Trim());
        Assert.Contains(
            $"User \"{user}\" cannot list resource \"pods\" in API group \"\" in the namespace",
            await kubectl.FailAsync($"get pods --as {user}"),
            StringComparison.Ordinal);

        await kubectl.DoAsync("create role reader --verb=get,list --resource=pods");
        await kubectl.DoAsync($"create rolebinding reader --role=reader --user={user}");
        Assert.Equal("yes", await kubectl.DoAsync($"auth can-i list pods --as {user}"));
        await kubectl.DoAsync($"get pods --as {user}");
        await kubectl.FailAsync($"get secrets --as {user}");
        var listed = await kubectl.DoAsync($"auth can-i --list --as {user}");
        Assert.Matches(@"pods\s+\[\]\s+\[\]\s+\[get list\]", listed);
        Assert.Matches(@"selfsubjectaccessreviews.authorization.k8s.io\s+\[\]\s+\[\]\s+\[create\]", listed);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_service_account_comes_with_its_token(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var name = $"system:serviceaccount:{kubectl.Namespace}:robot";
        await kubectl.DoAsync("create serviceaccount robot");
        var token = await kubectl.DoAsync("create token robot --duration 1h");
        var bare = await BareAsync(kubectl);

        Assert.Contains(name, await bare.DoAsync($"auth whoami --token {token}"), StringComparison.Ordinal);
        Assert.Contains(
            $"User \"{name}\" cannot list",
            await bare.FailAsync($"get pods --token {token}"),
            StringComparison.Ordinal);
        await kubectl.DoAsync(
            $"create rolebinding robot --clusterrole=view --serviceaccount={kubectl.Namespace}:robot");
        await bare.DoAsync($"get pods --token {token}");
        await bare.FailAsync($"create configmap x --token {token}");

        await kubectl.DoAsync("delete serviceaccount robot");
        Assert.Contains(
            "must be logged in",
            await bare.FailAsync($"get pods --token {token}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_asks_for_a_token_gets_one_that_ends_with_it()
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        await kubectl.DoAsync("create serviceaccount robot");
        await kubectl.DoAsync(
            "apply -f -",
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: robot
              annotations: {kubernetes.io/service-account.name: robot}
            type: kubernetes.io/service-account-token
            """);
        await kubectl.DoAsync("wait secret robot --for=jsonpath={.data.token} --timeout=30s");
        var token = Decoded(await kubectl.DoAsync("get secret robot -o jsonpath={.data.token}"));
        var bare = await BareAsync(kubectl);
        await bare.DoAsync($"auth whoami --token {token}");

        await kubectl.DoAsync("delete secret robot");
        await bare.FailAsync($"auth whoami --token {token}");
    }

    [Fact]
    public async Task An_approved_request_ends_in_a_certificate_that_logs_in()
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        var user = fleet.FreshName("ann");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest($"CN={user},O=devs", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        await kubectl.DoAsync(
            "apply -f -",
            $"""
            apiVersion: certificates.k8s.io/v1
            kind: CertificateSigningRequest
            metadata: {"{"}name: {user}{"}"}
            spec:
              request: {Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))}
              signerName: kubernetes.io/kube-apiserver-client
              usages: [client auth]
              expirationSeconds: 86400
            """);
        Assert.Contains("Pending", await kubectl.DoAsync($"get csr {user}"), StringComparison.Ordinal);
        await kubectl.DoAsync($"certificate approve {user}");
        await kubectl.DoAsync($"wait csr {user} --for=jsonpath={{.status.certificate}} --timeout=30s");
        Assert.Contains("Approved,Issued", await kubectl.DoAsync($"get csr {user}"), StringComparison.Ordinal);

        var folder = fleet.Folder(user);
        var (certificate, secret) = (Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));
        await File.WriteAllTextAsync(
            certificate,
            Decoded(await kubectl.DoAsync($"get csr {user} -o jsonpath={{.status.certificate}}")),
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            secret, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        var bare = await BareAsync(kubectl);
        var who = await bare.DoAsync(
            $"auth whoami --client-certificate {certificate} --client-key {secret} -o jsonpath={{.status.userInfo}}");
        Assert.Equal(user, (string?)JsonNode.Parse(who)!["username"]);
        Assert.Equal("devs", (string?)JsonNode.Parse(who)!["groups"]![0]);
    }

    [Fact]
    public async Task Roles_are_reconciled_and_nobody_gives_away_more_than_they_have()
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        var user = fleet.FreshName("eve");
        await kubectl.DoAsync("create role roles --verb=create,get,update --resource=roles.rbac.authorization.k8s.io");
        await kubectl.DoAsync($"create rolebinding roles --role=roles --user={user}");
        var role = $$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: pods, namespace: {{kubectl.Namespace}}}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            """;
        Assert.Contains(
            "is attempting to grant RBAC permissions not currently held",
            await kubectl.FailAsync(
                $"create -f - --as {user}", role.Replace("[pods]", "[secrets]", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        await kubectl.DoAsync("auth reconcile -f -", role);
        await kubectl.DoAsync("auth reconcile -f -", role.Replace("[get]", "[list]", StringComparison.Ordinal));
        var rules = (await kubectl.GetAsync("role pods"))["rules"]!.AsArray();
        Assert.Equal(2, rules.Count);
    }

    [Fact]
    public async Task Whoever_comes_without_a_name_sees_health_and_version_alone()
    {
        var bare = await BareAsync(await KubectlSession.StartAsync(fleet, "136"));
        const string Nobody = "--username nobody --password nothing";
        Assert.Contains("gitVersion", await bare.DoAsync($"get --raw /version {Nobody}"), StringComparison.Ordinal);
        Assert.Contains(
            "User \"system:anonymous\" cannot list",
            await bare.FailAsync($"get --raw /api/v1/pods {Nobody}"),
            StringComparison.Ordinal);
    }

    /// <summary>The same cluster without the administrator's token.</summary>
    private async Task<KubectlSession> BareAsync(KubectlSession from)
    {
        var folder = fleet.Folder(fleet.FreshName("bare"));
        var config = Path.Combine(folder, "config");
        var whole = (await fleet.FleetAsync()).Kubeconfig;
        var lines = await File.ReadAllLinesAsync(whole, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            config,
            lines.Select(line => line.TrimStart().StartsWith("token:", StringComparison.Ordinal)
                ? line[..line.IndexOf("token:", StringComparison.Ordinal)] + "username: \"\""
                : line),
            TestContext.Current.CancellationToken);
        return KubectlSession.At(config, FleetFixture.Cluster, from.Namespace, folder);
    }

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
