using System.Globalization;
using System.Text;

namespace Fairway.Bench.Loads;

/// <summary>Nodes as a kubelet registers them, for simulated pods.</summary>
internal static class NodeBodies
{
    private const string Amounts = """{"cpu":"16","ephemeral-storage":"200Gi","memory":"64Gi","pods":"110"}""";

    private const string Text = """
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"NAME","annotations":{"twin.fairway.dev/simulated":"true"},
        "labels":{"kubernetes.io/arch":"amd64","kubernetes.io/hostname":"NAME","kubernetes.io/os":"linux",
        "node.kubernetes.io/instance-type":"twin.4xlarge","topology.kubernetes.io/region":"north-1",
        "topology.kubernetes.io/zone":"north-1ZONE"}},
        "spec":{"podCIDR":"10.B.C.0/24","podCIDRs":["10.B.C.0/24"],"providerID":"twin://north-1/NAME"},
        "status":{"capacity":AMOUNTS,"allocatable":AMOUNTS,"addresses":[{"type":"InternalIP","address":"172.16.B.C"},
        {"type":"Hostname","address":"NAME"}],"conditions":[{"type":"Ready","status":"True","reason":"KubeletReady",
        "message":"kubelet is posting ready status","lastHeartbeatTime":"2026-01-01T00:00:00Z",
        "lastTransitionTime":"2026-01-01T00:00:00Z"}],"daemonEndpoints":{"kubeletEndpoint":{"Port":10250}},
        "nodeInfo":{"machineID":"NAME","systemUUID":"NAME","bootID":"NAME","kernelVersion":"6.12.0-twin",
        "osImage":"Fairway twin","containerRuntimeVersion":"containerd://2.1.4","kubeletVersion":"v1.36.0",
        "kubeProxyVersion":"v1.36.0","operatingSystem":"linux","architecture":"amd64"}}}
        """;

    public static byte[] Of(string name, int number) => Encoding.UTF8.GetBytes(Text
        .Replace("NAME", name, StringComparison.Ordinal)
        .Replace("AMOUNTS", Amounts, StringComparison.Ordinal)
        .Replace("ZONE", "abc".Substring(number % 3, 1), StringComparison.Ordinal)
        .Replace("B.C", string.Create(CultureInfo.InvariantCulture, $"{number / 250}.{number % 250}"),
            StringComparison.Ordinal));
}
