using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Health;

/// <summary>
/// <c>/healthz</c>, <c>/livez</c> and <c>/readyz</c>, with the checks of a real server by name. All pass while the
/// store is open.
/// </summary>
internal sealed class HealthPaths(ClusterStore store)
{
    private const string OfStore = "etcd";
    private const string OfEnd = "shutdown";
    private static readonly Lazy<(string Name, bool ReadyOnly)[]> Checks = new(Read);

    /// <param name="request">The request.</param>
    /// <param name="endpoint">healthz, livez or readyz.</param>
    /// <param name="check">The parts of a check's name; empty for all.</param>
    /// <exception cref="ApiFailure">404 where there is no such check.</exception>
    public KubeResponse Answer(KubeRequest request, string endpoint, string[] check)
    {
        var checks = Checks.Value.Where(c => endpoint == "readyz" || !c.ReadyOnly).Select(c => c.Name).ToArray();
        return check.Length == 0 ? All(request, endpoint, checks) : One(checks, string.Join('/', check));
    }

    private KubeResponse One(string[] checks, string name) => !checks.Contains(name) ? throw ApiFailure.NoSuchPath()
        : Passes(name) ? Text(200, "ok")
        : Text(500, "internal server error: the store is closed\n");

    private KubeResponse All(KubeRequest request, string endpoint, string[] checks)
    {
        var excluded = request.Query.Where(q => q.Key == "exclude").Select(q => q.Value).Distinct().ToArray();
        var text = new StringBuilder();
        var failed = false;
        foreach (var check in checks)
        {
            var isExcluded = excluded.Contains(check);
            var passes = isExcluded || Passes(check);
            failed |= !passes;
            text.Append(passes ? "[+]" : "[-]").Append(check)
                .Append(isExcluded ? " excluded: ok\n" : passes ? " ok\n" : " failed: reason withheld\n");
        }

        var unknown = excluded.Except(checks).Order(StringComparer.Ordinal).Select(e => $"\"{e}\"").ToArray();
        if (unknown.Length > 0)
        {
            text.Append("warn: some health checks cannot be excluded: no matches for ")
                .AppendJoin(',', unknown).Append('\n');
        }

        return failed ? Text(500, $"{text}{endpoint} check failed\n")
            : request.QueryValue("verbose") is null ? Text(200, "ok")
            : Text(200, $"{text}{endpoint} check passed\n");
    }

    private bool Passes(string check) =>
        !store.IsClosed || !(check.StartsWith(OfStore, StringComparison.Ordinal) || check == OfEnd);

    private static (string Name, bool ReadyOnly)[] Read()
    {
        using var stream = typeof(HealthPaths).Assembly.GetManifestResourceStream("Fairway.Twin.checks.tsv")
            ?? throw new InvalidOperationException("The assembly lacks its embedded table checks.tsv.");
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(l => l[0] != '#')
                .Select(l => l.Split('\t'))
                .Select(c => (c[0], c[1] == "-")),
        ];
    }

    private static KubeResponse Text(int status, string text) => new()
    {
        Status = status,
        ContentType = "text/plain; charset=utf-8",
        Body = new(Encoding.UTF8.GetBytes(text)),
        Headers = [KeyValuePair.Create("X-Content-Type-Options", "nosniff")],
    };
}
