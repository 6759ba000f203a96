using System.Globalization;
using Fairway.Schema.Quantities;

namespace Fairway.Twin.Api.Admission.Limits;

/// <summary>Holds requests and limits against a rule. Source of the rules and texts:
/// kubernetes/plugin/pkg/admission/limitranger.</summary>
internal static class LimitChecks
{
    /// <summary>What is wrong with the requests and limits of a container or of a whole pod.</summary>
    public static IEnumerable<string> OfPods(
        LimitRule rule, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyDictionary<string, Quantity> limits) =>
        rule.Min.Select(m => Min(rule.Type, m.Key, m.Value, Of(requests, m.Key), Of(limits, m.Key)))
            .Concat(rule.Max.Select(m => Max(rule.Type, m.Key, m.Value, Of(requests, m.Key), Of(limits, m.Key))))
            .Concat(rule.Ratio.Select(m => Ratio(rule.Type, m.Key, m.Value, Of(requests, m.Key), Of(limits, m.Key))))
            .OfType<string>();

    /// <summary>What is wrong with the requests of a claim.</summary>
    public static IEnumerable<string> OfClaims(LimitRule rule, IReadOnlyDictionary<string, Quantity> requests) =>
        rule.Min.Select(m => Min(rule.Type, m.Key, m.Value, Of(requests, m.Key), null))
            .Concat(rule.Max.Select(m => MaxRequest(rule.Type, m.Key, m.Value, Of(requests, m.Key))))
            .OfType<string>();

    private static string? Min(string type, string name, Quantity least, Quantity? request, Quantity? limit)
    {
        var what = $"minimum {name} usage per {type} is {least}";
        return request is not { } asked ? $"{what}.  No request is specified"
            : asked < least ? $"{what}, but request is {asked}"
            : limit is { } most && most < least ? $"{what}, but limit is {most}"
            : null;
    }

    private static string? Max(string type, string name, Quantity most, Quantity? request, Quantity? limit)
    {
        var what = $"maximum {name} usage per {type} is {most}";
        return limit is not { } bound ? $"{what}.  No limit is specified"
            : bound > most ? $"{what}, but limit is {bound}"
            : request is { } asked && asked > most ? $"{what}, but request is {asked}"
            : null;
    }

    private static string? MaxRequest(string type, string name, Quantity most, Quantity? request)
    {
        var what = $"maximum {name} usage per {type} is {most}";
        return request is not { } asked ? $"{what}.  No request is specified"
            : asked > most ? $"{what}, but request is {asked}"
            : null;
    }

    private static string? Ratio(string type, string name, Quantity most, Quantity? request, Quantity? limit)
    {
        var what = $"{name} max limit to request ratio per {type} is {most}";
        if (request is not { Sign: not 0 } asked)
        {
            return $"{what}, but no request is specified or request is 0";
        }

        if (limit is not { Sign: not 0 } bound)
        {
            return $"{what}, but no limit is specified or limit is 0";
        }

        var ratio = (double)bound.MilliValue / asked.MilliValue;
        return ratio * 1000 > most.MilliValue
            ? string.Create(CultureInfo.InvariantCulture, $"{what}, but provided ratio is {ratio:F6}")
            : null;
    }

    private static Quantity? Of(IReadOnlyDictionary<string, Quantity> from, string name) =>
        from.TryGetValue(name, out var found) ? found : null;
}
