using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.Components.Targets;

/// <summary>Reads targets by their digests. They are only read: several may have the same one.</summary>
internal interface ITargetReader
{
    /// <summary>The target of a digest.</summary>
    /// <exception cref="ChangeRefusedException">The MetaDB does not have it, or it is no target.</exception>
    /// <exception cref="MetaDbUnavailableException">Its Secrets cannot be opened.</exception>
    Task<TargetDocument> GetAsync(Digest digest, CancellationToken cancel);
}
