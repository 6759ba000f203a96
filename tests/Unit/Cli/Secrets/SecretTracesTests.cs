using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Cli;
using Fairway.Cli.Fleets;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Cli.Verbs;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Fairway.Tests.Cli.Secrets;

/// <summary>Secrets go to clusters, and leave no trace of their values in what Fairway writes or says.</summary>
public sealed class SecretTracesTests(ManagedFleetFixture fleet) : IClassFixture<ManagedFleetFixture>
{
    private const string FromMeta = "from-the-meta-cluster-0815";
    private const string Written = "written-by-somebody-4711";
    private const string InChart = "in-the-values-of-the-chart-42";

    private const string Template = """
        apiVersion: v1
        kind: Secret
        metadata: {name: login}
        data:
          password: {{ .Values.auth.password | b64enc }}
          drawn: {{ randAlphaNum 24 | b64enc }}
        stringData:
          plain: {{ .Values.plain }}

        """;

    private readonly List<string> said = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_value_of_a_Secret_is_in_records_plans_releases_logs_or_output()
    {
        using var chart = new TemporaryFolder();
        await PrepareAsync(chart);
        await ReleaseAsync("1.0.0", chart);
        var first = await DataAsync("cluster-001");
        Assert.Equal(FromMeta, Decoded(first["password"]));
        Assert.Equal(InChart, Decoded(first["plain"]));
        Assert.NotEqual(Decoded(first["drawn"]), Decoded((await DataAsync("cluster-002"))["drawn"]));
        await DriftAsync();
        await AskAsync();

        await ReleaseAsync("1.1.0", chart);

        var second = await DataAsync("cluster-001");
        Assert.Equal(FromMeta, Decoded(second["password"]));
        Assert.Equal($"{first["drawn"]}", $"{second["drawn"]}");
        await LookAsync([FromMeta, Written, InChart, Decoded(first["drawn"])]);
    }

    private async Task PrepareAsync(TemporaryFolder chart)
    {
        Directory.CreateDirectory(chart.In("templates"));
        await File.WriteAllTextAsync(
            chart.In("Chart.yaml"), "apiVersion: v2\nname: login\nversion: 1.0.0\n", Cancel);
        await File.WriteAllTextAsync(chart.In("values.yaml"), "auth: {}\n", Cancel);
        await File.WriteAllTextAsync(chart.In("templates/login.yaml"), Template, Cancel);
        await MetaAsync("components", "Component", """{"type":"AddOn","namespace":"login"}""", "login");
        await MetaAsync(
            "metaconfigs",
            "MetaConfig",
            """
            {"component":"login","valuesFrom":[
              {"path":"auth.password","secret":"login-values","key":"password"},
              {"path":"plain","secret":"login-values","key":"plain"}]}
            """,
            "login-all");
        var secret = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject
            {
                ["name"] = "login-values",
                ["labels"] = new JsonObject { ["fairway.dev/values"] = "true" },
            },
            ["stringData"] = new JsonObject { ["password"] = FromMeta, ["plain"] = InChart },
        };
        await fleet.Inside(ClusterIds.Meta).CreateAsync(
            KubeResources.Secrets, "fairway-system", secret, WriteOptions.None, Cancel);
    }

    private async Task MetaAsync(string plural, string kind, string spec, string name)
    {
        var item = new JsonObject
        {
            ["apiVersion"] = "fairway.dev/v1alpha1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = JsonNode.Parse(spec),
        };
        var resource = new KubeResource("fairway.dev", "v1alpha1", plural, kind, false);
        await fleet.Inside(ClusterIds.Meta).CreateAsync(resource, null, item, WriteOptions.None, Cancel);
    }

    private async Task ReleaseAsync(string version, TemporaryFolder chart)
    {
        await SayAsync("component", "push", chart.Path, "--component", "login", "--version", version);
        await SayAsync("plan", "-p", "all", $"login={version}");
        await SayAsync("plan", "-p", "all", $"login={version}", "-o", "json");
        await SayAsync("plan", "-p", "all", $"login={version}", "-o", "yaml");
        var name = $"login-{version.Replace('.', '-')}";
        await SayAsync("release", "create", name, "-p", "all", $"login={version}", "--watch");
        await SayAsync("release", "show", name, "-o", "json");
        await SayAsync("why", "cluster-001", "login");
        await AskAsync();
    }

    /// <summary>Somebody changes the Secret with a client that keeps a copy in an annotation.</summary>
    private Task DriftAsync()
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject
                {
                    ["kubectl.kubernetes.io/last-applied-configuration"] = $"{{\"data\":\"{Encoded(Written)}\"}}",
                },
            },
            ["stringData"] = new JsonObject { ["password"] = Written, ["more"] = Written },
        };
        return fleet.Inside("cluster-001").MergePatchAsync(
            KubeResources.Secrets, new ObjectKey("login", "login"), patch, null, Cancel);
    }

    /// <summary>Asks all that verbs tell of a Secret, of its fields too. The exit code says whether something
    /// differs.</summary>
    private async Task AskAsync()
    {
        foreach (var format in new[] { "json", "yaml", null })
        {
            string[] output = format is null ? [] : ["-o", format];
            await SayAsync(["diff", "cluster-001", .. output]);
            await SayAsync(["diff", "cluster-001", "login", .. output]);
            await SayAsync(["explain", "cluster-001", "login", .. output]);
            await SayAsync(["explain", "cluster-001", "login", "data.password", .. output]);
            await SayAsync(["explain", "cluster-001", "login", "data.drawn", .. output]);
            await SayAsync(["history", "cluster-001", "login", .. output]);
        }
    }

    private async Task SayAsync(params string[] arguments)
    {
        var (code, output, error) = await fleet.RunAsync(arguments);
        var isWell = code == ExitCodes.Ok || (code == ExitCodes.Failed && arguments[0] == "diff");
        Assert.True(isWell, $"{string.Join(' ', arguments)}: {code}\n{output}\n{error}");
        said.Add(output);
        said.Add(error);
    }

    private async Task LookAsync(string[] values)
    {
        var places = new List<(string Where, string Text)>
        {
            ("what the verbs said", string.Join('\n', said)),
            ("the log", string.Join('\n', fleet.Log)),
        };
        places.AddRange(Records());
        foreach (var (plural, kind, group) in new[]
        {
            ("configmaps", "ConfigMap", ""), ("events", "Event", ""), ("releases", "Release", "fairway.dev"),
            ("clusterreleases", "ClusterRelease", "fairway.dev"),
            ("clustercomponents", "ClusterComponent", "fairway.dev"),
            ("metaconfigs", "MetaConfig", "fairway.dev"), ("inquiries", "Inquiry", "fairway.dev"),
        })
        {
            var resource = new KubeResource(group, group.Length == 0 ? "v1" : "v1alpha1", plural, kind, true);
            var answer = await fleet.Inside(ClusterIds.Meta).ListAsync(resource, ListQuery.All, Cancel);
            places.Add(($"{plural} of the meta cluster", answer.ReadNode().ToJsonString()));
        }

        var inventory = await fleet.Inside("cluster-001").ListAsync(KubeResources.ConfigMaps, ListQuery.All, Cancel);
        places.Add(("ConfigMaps of the tenant", inventory.ReadNode().ToJsonString()));
        Assert.All(places, place => Assert.True(place.Text.Length > 2, place.Where));
        foreach (var text in values.SelectMany(value => new[] { value, Encoded(value), Encoded(value)[..^4] }))
        {
            Assert.All(places, place => Assert.False(
                place.Text.Contains(text, StringComparison.Ordinal), $"{place.Where} says {text}"));
        }
    }

    /// <summary>The files as they are, and all that is in them, unpacked.</summary>
    private IEnumerable<(string Where, string Text)> Records()
    {
        var folder = Path.GetDirectoryName(fleet.Kubeconfig)!;
        var files = Directory.GetFiles(folder, "records.db*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (file, Encoding.Latin1.GetString(bytes) + "...");
        }

        using var database = new SqliteConnection($"Data Source={files.Order().First()};Mode=ReadOnly;Pooling=False");
        database.Open();
        foreach (var (sql, isPacked) in new[]
        {
            ("SELECT deflated FROM content", true), ("SELECT json FROM evidence", false),
            ("SELECT json FROM audit", false),
        })
        {
            var text = new StringBuilder();
            using var command = database.CreateCommand();
            command.CommandText = sql;
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                text.Append(Text(rows.GetFieldValue<byte[]>(0), isPacked)).Append('\n');
            }

            Assert.True(!isPacked || text.ToString().Contains("sealed:k1-", StringComparison.Ordinal), sql);
            yield return (sql, text.ToString());
        }
    }

    private static string Text(byte[] bytes, bool isPacked)
    {
        if (!isPacked)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        using var reader = new StreamReader(new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private async Task<JsonObject> DataAsync(string cluster)
    {
        var answer = await fleet.Inside(cluster).GetAsync(
            KubeResources.Secrets, new ObjectKey("login", "login"), Cancel);
        return answer.ReadNode()["data"]!.AsObject();
    }

    private static string Encoded(string value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value));

    private static string Decoded(JsonNode? value) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(value!.GetValue<string>()));
}
