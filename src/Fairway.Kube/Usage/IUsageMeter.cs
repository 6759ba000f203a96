using System.Collections.Immutable;

namespace Fairway.Kube.Usage;

/// <summary>Says what pods and nodes use now: <c>metrics.k8s.io</c> shows it. Safe for any number of threads.</summary>
public interface IUsageMeter
{
    /// <summary>What the containers of a pod use; null where nothing is known of it, or not yet.</summary>
    UsageReading? OfPod(ObjectKey pod);

    /// <summary>What a node uses, in one part; null where nothing is known of it.</summary>
    UsageReading? OfNode(string node);
}

/// <summary>What was measured.</summary>
/// <param name="At">The end of the time that was measured.</param>
/// <param name="Window">Its length.</param>
/// <param name="Parts">What each container used in it.</param>
public sealed record UsageReading(DateTimeOffset At, TimeSpan Window, ImmutableArray<UsagePart> Parts);

/// <summary>What a container, or a node, used.</summary>
/// <param name="Name">The container; empty for a node.</param>
/// <param name="MilliCpu">Thousandths of a core, on average.</param>
/// <param name="MemoryBytes">Bytes of memory.</param>
public sealed record UsagePart(string Name, long MilliCpu, long MemoryBytes);
