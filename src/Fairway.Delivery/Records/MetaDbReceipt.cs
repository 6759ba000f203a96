using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>What a batch became, in its order.</summary>
/// <param name="Contents">Names of the contents.</param>
/// <param name="Sequences">Sequences of the records, each in its pair.</param>
/// <param name="Evidence">Names of the evidence.</param>
/// <param name="Audit">Places of the audit entries.</param>
public sealed record MetaDbReceipt(
    IReadOnlyList<Digest> Contents,
    IReadOnlyList<long> Sequences,
    IReadOnlyList<Digest> Evidence,
    IReadOnlyList<AuditMark> Audit);
