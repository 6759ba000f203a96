
namespace Fairway.MetaDb.Batches;

/// <summary>What became of a batch: a receipt, or a refusal.</summary>
internal sealed record WriteOutcome(MetaDbReceipt? Receipt, MetaDbException? Refusal);
