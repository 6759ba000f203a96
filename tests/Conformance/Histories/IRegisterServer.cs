using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;

namespace Fairway.Conformance.Histories;

/// <summary>
/// A server seen as registers under one prefix, with revisions and watches: etcd, or a Kubernetes API.
/// </summary>
internal interface IRegisterServer
{
    /// <summary>One call. Whatever leaves open if it happened ends in <see cref="RegisterOutcome.Unknown"/>.</summary>
    Task<RegisterOutcome> CallAsync(RegisterCall call, RegisterArguments arguments, CancellationToken cancel);

    /// <summary>Every change of every register after the revision, until cancelled.</summary>
    IAsyncEnumerable<WatchItem> WatchAsync(long after, CancellationToken cancel);
}
