namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Addresses of simulated nodes and their pods: nodes in 172.16.0.0/12, pods in 10.0.0.0/8 with 256 addresses
/// a node.</summary>
internal static class NodeAddresses
{
    /// <summary>The most nodes for which there are addresses: 10.0.0.0/16 is left to services.</summary>
    public const int MostNodes = 65_000;

    public static string HostIp(int index) => $"172.{16 + (index >> 16)}.{(index >> 8) & 255}.{index & 255}";

    public static string PodCidr(int index) => $"10.{1 + (index >> 8)}.{index & 255}.0/24";

    /// <summary>The lowest address of the range that none of <paramref name="used"/> has; the last one where all are
    /// taken.</summary>
    public static string FreePodIp(string podCidr, IEnumerable<string> used)
    {
        var prefix = podCidr[..(podCidr.LastIndexOf('.') + 1)];
        var taken = new bool[256];
        foreach (var ip in used)
        {
            if (ip.StartsWith(prefix, StringComparison.Ordinal)
                && byte.TryParse(ip.AsSpan(prefix.Length), out var host))
            {
                taken[host] = true;
            }
        }

        var free = Array.IndexOf(taken, false, 2);
        return prefix + (free < 0 ? 255 : free);
    }
}
