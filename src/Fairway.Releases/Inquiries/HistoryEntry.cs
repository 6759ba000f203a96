using Fairway.Delivery.Records;

namespace Fairway.Releases.Inquiries;

/// <summary>One record as people read it.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Mark">Intended, Applied or Good.</param>
/// <param name="Version">The version.</param>
/// <param name="Release">The Release that wrote it.</param>
/// <param name="Target">Digest of the target.</param>
/// <param name="Values">Digest of the values; null where there are none.</param>
/// <param name="Images">Tags by the names of images.</param>
public sealed record HistoryEntry(
    DateTimeOffset At,
    string Mark,
    string Version,
    string Release,
    string Target,
    string? Values,
    IReadOnlyDictionary<string, string> Images)
{
    /// <summary>The cluster.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The component.</summary>
    public string Component { get; init; } = "";

    /// <summary>The entry of a record. A Release is shown by its name, without what tells it from others of the
    /// name.</summary>
    public static HistoryEntry Of(ComponentRecord record) => new(
        record.At,
        $"{record.Mark}",
        record.Version,
        record.ReleaseId.LastIndexOf('.') is > 0 and var dot ? record.ReleaseId[..dot] : record.ReleaseId,
        $"{record.ManifestDigest}",
        record.ValuesDigest?.ToString(),
        record.Images)
    {
        Cluster = record.ClusterId,
        Component = record.Component,
    };
}
