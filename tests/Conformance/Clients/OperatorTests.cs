using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Clients;

/// <summary>
/// An operator in another language (<c>operator.mjs</c>), with leader election, an informer on its own kind,
/// server-side apply, a finalizer and webhooks, as two processes.
/// </summary>
public sealed class OperatorTests(FleetFixture fixture)
{
    [Fact]
    public async Task An_operator_in_JavaScript_runs_unchanged_and_its_second_process_takes_over()
    {
        var kubectl = await KubectlSession.StartAsync(fixture, "136");
        var group = $"{kubectl.Namespace}.example.com";
        var folder = fixture.Folder($"{kubectl.Namespace}-operator");
        var authority = WriteCertificate(folder);
        await kubectl.DoAsync("apply -f -", Gizmos(group));
        await kubectl.DoAsync($"wait --for=condition=Established crd/gizmos.{group} --timeout=20s");
        var (first, _) = await StartAsync(kubectl, group, "first", folder);
        await using var ofFirst = first;
        await first.SaysAsync("leads first", TestContext.Current.CancellationToken);
        var (second, port) = await StartAsync(kubectl, group, "second", folder);
        await using var ofSecond = second;
        await kubectl.DoAsync("apply -f -", Webhooks(group, kubectl.Namespace, port, authority));

        await WebhooksAskAsync(kubectl, group);
        await ReconciledByAsync(kubectl, group, "one", "first");
        await first.KillAsync();
        await second.SaysAsync("leads second", TestContext.Current.CancellationToken);
        await kubectl.DoAsync("apply -f -", Gizmo(group, "two", "blue"));

        await ReconciledByAsync(kubectl, group, "two", "second");
        await ReconciledByAsync(kubectl, group, "one", "second");
        Assert.Equal("1", await kubectl.DoAsync("get lease gizmo-operator -o jsonpath={.spec.leaseTransitions}"));
        await kubectl.DoAsync($"delete gizmos.{group} --all --timeout=30s");
        await kubectl.DoAsync("wait configmap/one configmap/two --for=delete --timeout=20s");
        await kubectl.DoAsync(
            $"delete mutatingwebhookconfiguration,validatingwebhookconfiguration -l test={kubectl.Namespace}");
    }

    private static async Task WebhooksAskAsync(KubectlSession kubectl, string group)
    {
        var refused = await kubectl.FailAsync("apply -f -", Gizmo(group, "bad", "forbidden"));
        Assert.Contains(
            $"admission webhook \"validate.{group}\" denied the request: CREATE of a forbidden colour",
            refused,
            StringComparison.Ordinal);
        await kubectl.DoAsync("apply -f -", Gizmo(group, "one", "red"));
        Assert.Equal(
            "webhook 7",
            await kubectl.DoAsync([
                "get", $"gizmos.{group}", "one", "-o", "jsonpath={.metadata.labels.seen-by} {.spec.size}",
            ]));
        var patched = await kubectl.TryAsync(
            ["patch", $"gizmos.{group}", "one", "--type=merge", "-p", """{"spec":{"size":101}}"""]);
        Assert.Contains("Warning: that is a large gizmo", patched.Errors, StringComparison.Ordinal);
    }

    private static async Task ReconciledByAsync(KubectlSession kubectl, string group, string name, string leader)
    {
        await kubectl.DoAsync($"wait gizmos.{group}/{name} --for=jsonpath={{.status.by}}={leader} --timeout=30s");
        Assert.Equal(
            await kubectl.DoAsync($"get gizmos.{group} {name} -o jsonpath={{.spec.size}}"),
            await kubectl.DoAsync($"get configmap {name} -o jsonpath={{.data.size}}"));
        Assert.Equal(
            $"{group}/operator",
            await kubectl.DoAsync($"get gizmos.{group} {name} -o jsonpath={{.metadata.finalizers[*]}}"));
    }

    private async Task<(ServerProcess Process, string Port)> StartAsync(
        KubectlSession kubectl, string group, string name, string folder)
    {
        var fleet = await fixture.FleetAsync();
        var (process, line) = await ServerProcess.StartAsync(
            Tool.Path("FAIRWAY_NODE"),
            [
                Path.Combine(AppContext.BaseDirectory, "Clients", "operator.mjs"), FleetFixture.Cluster,
                kubectl.Namespace, group, name, Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"),
            ],
            line => line.StartsWith("serves ", StringComparison.Ordinal),
            TestContext.Current.CancellationToken,
            new Dictionary<string, string>
            {
                ["KUBECONFIG"] = fleet.Kubeconfig,
                ["FAIRWAY_NODE_MODULES"] = Tool.Path("FAIRWAY_NODE_MODULES"),
            });
        return (process, line.Split(' ')[1]);
    }

    /// <returns>The certificate, which vouches for itself, as a <c>caBundle</c>.</returns>
    private static string WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gizmo-operator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var pem = certificate.ExportCertificatePem();
        File.WriteAllText(Path.Combine(folder, "cert.pem"), pem);
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
    }

    private static string Gizmos(string group) =>
        $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gizmos.{{group}}}
        spec:
          group: {{group}}
          scope: Namespaced
          names: {plural: gizmos, kind: Gizmo}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {} }
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      colour: {type: string}
                      size: {type: integer}
                  status:
                    type: object
                    properties:
                      observedGeneration: {type: integer}
                      phase: {type: string}
                      by: {type: string}
        """;

    private static string Gizmo(string group, string name, string colour) =>
        $$"""
        apiVersion: {{group}}/v1
        kind: Gizmo
        metadata: {name: {{name}}}
        spec: {colour: {{colour}}}
        """;

    private static string Webhooks(string group, string ns, string port, string authority) =>
        string.Join("\n---\n", new[] { "Mutating", "Validating" }.Select(what =>
            $$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: {{what}}WebhookConfiguration
            metadata: {name: {{what.ToLowerInvariant()}}.{{group}}, labels: {test: {{ns}} } }
            webhooks:
            - name: {{what.ToLowerInvariant()[..^3]}}e.{{group}}
              admissionReviewVersions: [v1]
              sideEffects: None
              timeoutSeconds: 10
              clientConfig:
                url: https://127.0.0.1:{{port}}/{{what.ToLowerInvariant()[..^3]}}e
                caBundle: {{authority}}
              rules:
              - {apiGroups: [{{group}}], apiVersions: [v1], resources: [gizmos], operations: [CREATE, UPDATE]}
            """));
}
