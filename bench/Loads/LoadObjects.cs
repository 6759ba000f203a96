using System.Globalization;
using System.Text;
using Fairway.Kube;

namespace Fairway.Bench.Loads;

/// <summary>The objects of a load: ConfigMaps of 1 KB, and pods of two containers, as users write them.</summary>
internal static class LoadObjects
{
    /// <summary>Holds what is there before.</summary>
    public const string Existing = "existing";

    /// <summary>Holds what a load creates.</summary>
    public const string Fresh = "fresh";

    private const string Container = """
        {"name":"NAME","image":"registry.example/team/NAME:1.2.3","ports":[{"containerPort":8080,"protocol":"TCP"}],
        "env":[{"name":"LEVEL","value":"info"},{"name":"REGION","value":"north-1"}],
        "resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"1","memory":"256Mi"}},
        "readinessProbe":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":5}}
        """;

    private static readonly string Data = new('x', 900);

    public static KubeResource Resource(string plural) => plural switch
    {
        "pods" => KubeResources.Pods,
        "nodes" => KubeResources.Nodes,
        _ => KubeResources.ConfigMaps,
    };

    public static ObjectKey Key(string ns, int number) =>
        new(ns, "object-" + number.ToString("d6", CultureInfo.InvariantCulture));

    public static byte[] Body(string plural, ObjectKey key, int number)
    {
        if (plural == "nodes")
        {
            return NodeBodies.Of(key.Name, number);
        }

        var app = $"app-{number % 100}";
        var labels = $"{{\"app\":\"{app}\",\"tier\":\"backend\"}}";
        var names = $"\"name\":\"{key.Name}\",\"namespace\":\"{key.Namespace}\"";
        var metadata = $"\"metadata\":{{{names},\"labels\":{labels}}}";
        return Encoding.UTF8.GetBytes(plural == "pods"
            ? $"{{\"apiVersion\":\"v1\",\"kind\":\"Pod\",{metadata},\"spec\":{{\"containers\":[{Two(app)}]}}}}"
            : $"{{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",{metadata},\"data\":{{\"text\":\"{Data}\"}}}}");
    }

    /// <summary>A merge patch that changes something each time.</summary>
    public static byte[] Patch(long unique) => Encoding.UTF8.GetBytes(
        $"{{\"metadata\":{{\"annotations\":{{\"bench.example/touched\":\"{unique}\"}}}}}}");

    private static string Two(string app) =>
        Container.Replace("NAME", app, StringComparison.Ordinal) + ","
        + Container.Replace("NAME", app + "-sidecar", StringComparison.Ordinal);
}
