using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fairway.Conformance.Charts;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>The subcommands that write objects of their own making: <c>Data/generators.tsv</c>.</summary>
public sealed class GeneratorTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Every_generator_makes_its_object(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        foreach (var row in Rows(kubectl.Namespace))
        {
            // One port of a node for two versions that run side by side would be one too few.
            var command = row[0].Replace("31999", version == "136" ? "31998" : "31999", StringComparison.Ordinal);
            Assert.Equal((row[0], row[1]), (row[0], await kubectl.DoAsync(Arguments(command))));
            var value = await kubectl.DoAsync(["get", .. row[2].Split(' '), "-o", $"jsonpath={row[3]}"]);
            Assert.Equal((row[0], row[4]), (row[0], value.Replace("31998", "31999", StringComparison.Ordinal)));
        }

        await kubectl.DoAsync(
            $"delete clusterrole/{kubectl.Namespace}-c1 clusterrole/{kubectl.Namespace}-c2"
            + $" clusterrolebinding/{kubectl.Namespace}-b priorityclass/{kubectl.Namespace}-high");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_secret_of_a_certificate_and_its_key(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=any", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        var folder = fleet.Folder(kubectl.Namespace);
        File.WriteAllText(Path.Combine(folder, "c.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "k.pem"), key.ExportPkcs8PrivateKeyPem());

        Assert.Equal(
            "secret/pair created",
            await kubectl.DoAsync($"create secret tls pair --cert={folder}/c.pem --key={folder}/k.pem"));
        Assert.Equal("kubernetes.io/tls", await kubectl.DoAsync("get secret pair -o jsonpath={.type}"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Every_kind_is_described(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var ofNamespace = Rows(kubectl.Namespace)
            .Where(row => !row[1].Contains(kubectl.Namespace, StringComparison.Ordinal));
        foreach (var row in ofNamespace)
        {
            await kubectl.DoAsync(Arguments(row[0].Replace(" --node-port=31999", "", StringComparison.Ordinal)));
            var name = row[2].Split(' ')[1];
            Assert.Matches($@"(?m)^Name: +{name}$", await kubectl.DoAsync($"describe {row[2]}"));
        }
    }

    [Fact]
    public async Task Every_kind_can_be_described_wherever_it_is()
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        foreach (var kind in (await kubectl.DoAsync("api-resources --verbs=list -o name")).Split('\n'))
        {
            var described = await DescribeAsync(kubectl, kind);
            Assert.True(described.ExitCode == 0, described.ToString());
        }
    }

    /// <summary>Other cases go on beside this one: what is gone between its listing and its reading is no
    /// fault.</summary>
    private static async Task<CommandResult> DescribeAsync(KubectlSession kubectl, string kind)
    {
        for (var again = 5; ; again--)
        {
            var described = await kubectl.TryAsync(["describe", "--all-namespaces", kind]);
            if (again == 0 || !described.Errors.Contains("(NotFound)", StringComparison.Ordinal))
            {
                return described;
            }
        }
    }

    private static string[] Arguments(string command) =>
        [.. command.Split(' ').Select(argument => argument.Replace('?', ' '))];

    private static IEnumerable<string[]> Rows(string ns) =>
        from line in Embedded.Text("kubectl/generators.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        where !line.StartsWith('#')
        select line.Replace("NS", ns, StringComparison.Ordinal).Split('\t');
}
