using Fairway.Delivery.Records;

namespace Fairway.Components.Surveys;

/// <summary>What was recorded of pairs lately.</summary>
internal interface IPairRecords
{
    /// <summary>Records of a pair from the newest back to the last that was applied, and that one too; all where none
    /// was.</summary>
    /// <exception cref="MetaDbUnavailableException">The MetaDB does not answer.</exception>
    Task<IReadOnlyList<ComponentRecord>> SinceAppliedAsync(PairKey pair, CancellationToken cancel);
}
