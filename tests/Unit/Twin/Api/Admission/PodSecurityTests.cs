using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class PodSecurityTests
{
    private const string Hardened =
        """
        "securityContext":{"allowPrivilegeEscalation":false,"runAsNonRoot":true,"capabilities":{"drop":["ALL"]},
        "seccompProfile":{"type":"RuntimeDefault"}}
        """;

    [Theory]
    [InlineData("baseline", "\"hostPID\":true,\"hostIPC\":true", "host namespaces (hostPID=true, hostIPC=true)")]
    [InlineData(
        "baseline", "\"volumes\":[{\"name\":\"a\",\"hostPath\":{\"path\":\"/\"}}]", "hostPath volumes (volume \"a\")")]
    [InlineData(
        "baseline", "\"securityContext\":{\"sysctls\":[{\"name\":\"kernel.msgmax\",\"value\":\"1\"}]}",
        "forbidden sysctls (kernel.msgmax)")]
    [InlineData(
        "baseline", "\"securityContext\":{\"seLinuxOptions\":{\"type\":\"x\",\"user\":\"u\"}}",
        "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"x\"; user may not be set)")]
    [InlineData(
        "baseline", "\"securityContext\":{\"seccompProfile\":{\"type\":\"Unconfined\"}}",
        "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")")]
    [InlineData(
        "baseline", "\"securityContext\":{\"appArmorProfile\":{\"type\":\"Unconfined\"}}",
        "forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")")]
    [InlineData(
        "restricted", "\"volumes\":[{\"name\":\"a\",\"nfs\":{\"server\":\"s\",\"path\":\"/\"}}]",
        "restricted volume types (volume \"a\" uses restricted volume type \"nfs\")")]
    [InlineData("restricted", "\"securityContext\":{\"runAsUser\":0}", "runAsUser=0 (pod must not set runAsUser=0)")]
    [InlineData(
        "restricted", "\"securityContext\":{\"runAsNonRoot\":false}",
        "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)")]
    public async Task What_a_level_forbids_is_told(string level, string fields, string problem)
    {
        await using var twin = await WithLevelAsync($"\"pod-security.kubernetes.io/enforce\":\"{level}\"");

        var refused = await twin.RefusedAsync(403, "POST", "/api/v1/namespaces/s/pods", Pod(Hardened, fields));

        Assert.Equal(
            $"pods \"p\" is forbidden: violates PodSecurity \"{level}:latest\": {problem}",
            (string?)refused["message"]);
    }

    [Theory]
    [InlineData("\"ports\":[{\"containerPort\":80,\"hostPort\":80}]", "hostPort (container \"c\" uses hostPort 80)")]
    [InlineData(
        "\"livenessProbe\":{\"httpGet\":{\"host\":\"h\",\"port\":1}}",
        "probe or lifecycle host (container \"c\" uses probe or lifecycle host \"h\")")]
    [InlineData(
        "\"securityContext\":{\"capabilities\":{\"add\":[\"SYS_ADMIN\",\"KILL\"]}}",
        "non-default capabilities (container \"c\" must not include \"SYS_ADMIN\" in "
        + "securityContext.capabilities.add)")]
    [InlineData(
        "\"securityContext\":{\"windowsOptions\":{\"hostProcess\":true}}",
        "hostProcess (container \"c\" must not set securityContext.windowsOptions.hostProcess=true)")]
    public async Task Containers_are_named(string fields, string problem)
    {
        await using var twin = await WithLevelAsync("\"pod-security.kubernetes.io/enforce\":\"baseline\"");
        var hostNetwork = fields.Contains("windows", StringComparison.Ordinal) ? "\"hostNetwork\":false" : null;

        var refused = await twin.RefusedAsync(
            403, "POST", "/api/v1/namespaces/s/pods", Pod(fields, hostNetwork ?? "\"hostNetwork\":false"));

        Assert.EndsWith(problem, (string?)refused["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hardened_pod_is_welcome()
    {
        await using var twin = await WithLevelAsync("\"pod-security.kubernetes.io/enforce\":\"restricted\"");

        await twin.OkAsync("POST", "/api/v1/namespaces/s/pods", Pod(Hardened, "\"hostNetwork\":false"));
    }

    [Fact]
    public async Task An_older_version_asks_for_what_it_asked_for()
    {
        await using var twin = await WithLevelAsync(
            "\"pod-security.kubernetes.io/enforce\":\"baseline\","
            + "\"pod-security.kubernetes.io/enforce-version\":\"v1.30\"");

        await twin.OkAsync(
            "POST", "/api/v1/namespaces/s/pods",
            Pod("\"livenessProbe\":{\"httpGet\":{\"host\":\"h\",\"port\":1}}", "\"hostNetwork\":false"));
    }

    [Fact]
    public async Task Who_asks_for_more_is_warned_of_the_pods_that_are_there()
    {
        await using var twin = await WithLevelAsync("\"a\":\"b\"");
        foreach (var name in (string[])["p1", "p2"])
        {
            await twin.OkAsync(
                "POST", "/api/v1/namespaces/s/pods",
                Pod(Hardened, "\"hostPID\":true").Replace("\"p\"", $"\"{name}\"", StringComparison.Ordinal));
        }

        var response = await twin.SendAsync(
            "PATCH", "/api/v1/namespaces/s",
            """{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"baseline"}}}""",
            "application/merge-patch+json");

        Assert.Equal(
            [
                "existing pods in namespace \"s\" violate the new PodSecurity enforce level \"baseline:latest\"",
                "p1 (and 1 other pod): host namespaces",
            ],
            response.Warnings);
    }

    [Theory]
    [InlineData("audit", "frob", "must be one of privileged, baseline, restricted")]
    [InlineData("warn-version", "v2.1", "must be \"latest\" or \"v1.x\"")]
    public async Task Labels_that_make_no_sense_are_refused(string label, string value, string problem)
    {
        await using var twin = new TwinClient();

        var refused = await twin.RefusedAsync(
            422, "POST", "/api/v1/namespaces",
            "{\"metadata\":{\"name\":\"s\",\"labels\":"
            + $"{{\"pod-security.kubernetes.io/{label}\":\"{value}\"}}" + "}}");

        Assert.Contains(
            $"metadata.labels[pod-security.kubernetes.io/{label}]: Invalid value: \"{value}\": {problem}",
            (string?)refused["message"],
            StringComparison.Ordinal);
    }

    private static string Pod(string container, string fields) =>
        $$$"""
        {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i",{{{container}}}}],{{{fields}}}}}
        """;

    private static async Task<TwinClient> WithLevelAsync(string labels)
    {
        var twin = new TwinClient();
        await twin.OkAsync(
            "POST", "/api/v1/namespaces", $"{{\"metadata\":{{\"name\":\"s\",\"labels\":{{{labels}}}}}}}");
        return twin;
    }
}
