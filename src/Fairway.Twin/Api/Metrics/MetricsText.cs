using System.Globalization;
using System.Text;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Metrics;

/// <summary>
/// <c>/metrics</c> in the text format of Prometheus (0.0.4), under the names that users of API servers know.
/// </summary>
internal static class MetricsText
{
    public static KubeResponse Answer(RequestMetrics metrics, ResourceTable table, ClusterStore store)
    {
        var text = new StringBuilder();
        AddRequests(text, metrics);
        AddDurations(text, metrics);
        AddWatchers(text, metrics);
        AddObjects(text, table, store);
        Head(text, "kubernetes_build_info", "gauge", "[BETA] The version that is served; always 1.");
        text.Append("kubernetes_build_info{git_version=\"v1.36.0+fairway\",major=\"1\",minor=\"36\"} 1\n");
        return new KubeResponse
        {
            Status = 200,
            ContentType = "text/plain; version=0.0.4; charset=utf-8",
            Body = new(Encoding.UTF8.GetBytes(text.ToString())),
        };
    }

    private static void AddRequests(StringBuilder text, RequestMetrics metrics)
    {
        Head(
            text, "apiserver_request_total", "counter",
            "[STABLE] Requests by what they ask for and the status code of the answer.");
        foreach (var (key, code, count) in metrics.Totals)
        {
            Line(text, "apiserver_request_total", $"code=\"{Number(code)}\",{Labels(key)}", count);
        }
    }

    private static void AddDurations(StringBuilder text, RequestMetrics metrics)
    {
        const string Name = "apiserver_request_duration_seconds";
        Head(text, Name, "histogram", "[STABLE] Time to the answer in seconds, of all requests but watches.");
        foreach (var (key, series) in metrics.Durations)
        {
            var labels = Labels(key);
            var (upTo, sum) = series.Read();
            for (var i = 0; i < upTo.Length; i++)
            {
                var bound = i < RequestSeries.Bounds.Length ? Number(RequestSeries.Bounds[i]) : "+Inf";
                Line(text, $"{Name}_bucket", $"{labels},le=\"{bound}\"", upTo[i]);
            }

            text.Append(CultureInfo.InvariantCulture, $"{Name}_sum{{{labels}}} {Number(sum)}\n");
            Line(text, $"{Name}_count", labels, upTo[^1]);
        }
    }

    private static void AddWatchers(StringBuilder text, RequestMetrics metrics)
    {
        const string Name = "apiserver_longrunning_requests";
        Head(text, Name, "gauge", "[STABLE] Watches that are open.");
        foreach (var (resource, count) in metrics.Watchers)
        {
            Line(
                text,
                Name,
                $"component=\"apiserver\",group=\"{resource.Group}\",resource=\"{resource.Plural}\",scope=\"\","
                + $"subresource=\"\",verb=\"WATCH\",version=\"{resource.Version}\"",
                count);
        }
    }

    private static void AddObjects(StringBuilder text, ResourceTable table, ClusterStore store)
    {
        var counts = table.All
            .Where(r => r.Verbs.Contains("create") && r.Verbs.Contains("list"))
            .DistinctBy(r => r.StorageName, StringComparer.Ordinal)
            .OrderBy(r => r.QualifiedName, StringComparer.Ordinal)
            .Select(r => (Resource: r, Count: (long)store.View(r.StorageName).Count))
            .ToArray();
        Head(text, "apiserver_storage_objects", "gauge", "[STABLE] Stored objects by resource.");
        foreach (var (resource, count) in counts)
        {
            Line(text, "apiserver_storage_objects", $"resource=\"{resource.QualifiedName}\"", count);
        }

        Head(text, "apiserver_resource_objects", "gauge", "[ALPHA] Stored objects by group and resource.");
        foreach (var (resource, count) in counts)
        {
            Line(
                text,
                "apiserver_resource_objects",
                $"group=\"{resource.Group}\",resource=\"{resource.Plural}\"",
                count);
        }
    }

    private static string Labels(RequestKey key) =>
        $"component=\"apiserver\",dry_run=\"{(key.DryRun ? "All" : "")}\",group=\"{key.Resource.Group}\","
        + $"resource=\"{key.Resource.Plural}\",scope=\"{key.Scope}\",subresource=\"{key.Subresource}\","
        + $"verb=\"{key.Verb}\",version=\"{key.Resource.Version}\"";

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, string labels, long value) =>
        text.Append(name).Append('{').Append(labels).Append("} ").Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
