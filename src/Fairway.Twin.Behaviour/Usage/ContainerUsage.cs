using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Usage;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Usage;

/// <summary>What a container uses at a time: its behavior, the seed, its name and the time decide.</summary>
internal static class ContainerUsage
{
    private const int UsualPercent = 50;
    private const int UsualVariation = 10;
    private const long UsualMilliCpu = 10;
    private const long UsualMemory = 32L << 20;

    /// <param name="spec">The container.</param>
    /// <param name="behaviour">How it behaves.</param>
    /// <param name="ran">For how long it had run by then.</param>
    /// <param name="chance">Draws by a name: at least 0 and less than 1.</param>
    public static UsagePart Of(
        ContainerSpec spec, PodBehaviour behaviour, TimeSpan ran, Func<string, double> chance)
    {
        var said = behaviour.Usage;
        var cpu = said.Cpu is { } cores
            ? Quantity.Milli(cores)
            : Share(spec.Requests.MilliCpu, said.CpuPercent, UsualMilliCpu);
        return new UsagePart(
            spec.Name,
            Varied(cpu, said, chance("cpu")),
            Memory(spec, behaviour, ran, chance));
    }

    // A leak is told as it is: it decides when the container is killed.
    private static long Memory(
        ContainerSpec spec, PodBehaviour behaviour, TimeSpan ran, Func<string, double> chance)
    {
        var said = behaviour.Usage;
        if (said.Memory is { } bytes)
        {
            return Varied(Quantity.Units(bytes), said, chance("memory"));
        }

        var leaks = behaviour.MemoryAtStart > 0 || behaviour.MemoryPerMinute > 0;
        return leaks && said.MemoryPercent is null
            ? behaviour.MemoryAtStart + (long)(behaviour.MemoryPerMinute * ran.TotalMinutes)
            : Varied(Share(spec.Requests.MemoryBytes, said.MemoryPercent, UsualMemory), said, chance("memory"));
    }

    private static long Share(long request, int? percent, long usual) =>
        request == 0 ? usual : (long)(request * ((percent ?? UsualPercent) / 100.0));

    private static long Varied(long average, UsageBehavior said, double drawn)
    {
        var most = (said.VariationPercent ?? UsualVariation) / 100.0;
        return (long)Math.Round(average * (1 + (most * ((2 * drawn) - 1))));
    }
}
