using Fairway.Delivery.Records;

namespace Fairway.Tests.MetaDb.Models;

/// <summary>What a store should hold after any sequence of writes, by plain dictionaries.</summary>
/// <param name="name">Prefix of all its names.</param>
internal sealed class NaiveMetaDb(string name)
{
    public string Name => name;

    /// <summary>The records of each pair, in order.</summary>
    public Dictionary<PairKey, List<ComponentRecord>> Records { get; } = [];

    /// <summary>What each release's evidence says, in order.</summary>
    public Dictionary<string, List<string>> Evidence { get; } = [];

    /// <summary>The verbs of the audit log.</summary>
    public List<string> Audit { get; } = [];

    /// <summary>What recording would end in: null for well, or the name of the refusal.</summary>
    public static string? Refusal(List<ComponentRecord> there, ComponentRecord record, long expected)
    {
        if (there.Count > 0 && record.Epoch < there.Max(one => one.Epoch))
        {
            return "StaleEpochException";
        }

        return expected == there.Count ? null : "MetaDbConflictException";
    }

    public List<ComponentRecord> Of(PairKey pair) =>
        Records.TryGetValue(pair, out var list) ? list : Records[pair] = [];
}
