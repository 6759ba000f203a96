using System.Globalization;
using Fairway.Charts.Generated;
using Fairway.Merge.Plans;

namespace Fairway.Components.Generated;

/// <summary>
/// What the chart of a component drew on a cluster before, and draws now. A certificate of whose validity less than a
/// third is left is made anew; all else stays what it was.
/// </summary>
/// <param name="mask">Hides the places: they hold digests of arguments, which may be passwords.</param>
/// <param name="known">What was drawn when the newest target was rendered.</param>
/// <param name="now">The present.</param>
internal sealed class GeneratedMemory(SecretMask mask, IReadOnlyList<GeneratedValue> known, DateTimeOffset now)
    : IGeneratedValues
{
    private readonly Dictionary<string, string> held =
        known.DistinctBy(value => value.Site).ToDictionary(value => value.Site, value => value.Value);

    private readonly SortedDictionary<string, GeneratedValue> drawn = new(StringComparer.Ordinal);
    private readonly List<RenewedCertificate> renewed = [];

    /// <summary>Certificates are valid from the beginning of the day, so that plans of one day are the same.</summary>
    public DateTimeOffset Today => new(now.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>What this rendering has drawn, in the order of places; null for nothing.</summary>
    public IReadOnlyList<GeneratedValue>? Values => drawn.Count == 0 ? null : [.. drawn.Values];

    /// <summary>What this rendering, which may be done twice, has made anew; null for nothing.</summary>
    public IReadOnlyList<RenewedCertificate>? Renewed => renewed.Count == 0 ? null : [.. renewed.Distinct()];

    /// <inheritdoc/>
    public string Recall(GeneratedSite site, Func<string, string> make)
    {
        var name = NameOf(site);
        var value = held.TryGetValue(name, out var before) ? Fresh(before, make) : make("");
        drawn[name] = new GeneratedValue(name, value);
        return value;
    }

    private string Fresh(string before, Func<string, string> make)
    {
        if (CertificateText.Validity(before) is not var (from, to) || now < to - ((to - from) / 3))
        {
            return before;
        }

        var value = make(Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (CertificateText.Validity(value) is not var (_, end) || end <= to)
        {
            // What is made now would end no later: the chart's days are too few, or the clock goes wrong.
            return before;
        }

        renewed.AddRange(CertificateText.Digests(value).Select(digest => new RenewedCertificate(
            digest,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The certificate ends {to:yyyy-MM-dd} and is made anew, valid until {end:yyyy-MM-dd}."))));
        return value;
    }

    private string NameOf(GeneratedSite site) => Convert.ToHexStringLower(mask.Derive(string.Create(
        CultureInfo.InvariantCulture,
        $"site {site.Template}\n{site.Call}\n{site.Arguments}\n{site.Ordinal}")).AsSpan(0, 16));
}
