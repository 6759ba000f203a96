using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Ownership;

/// <summary>Who wrote a place of a live object last, as its managedFields say.</summary>
/// <param name="Manager">The field manager.</param>
/// <param name="At">When it last wrote anything, to the second; null where it is not said.</param>
public sealed record LastWriter(string Manager, DateTimeOffset? At)
{
    /// <summary>
    /// The manager that owns the place, or something in it, and wrote last. Where none does, since what was there is
    /// gone, whoever wrote to the object last. Writers of status do not count.
    /// </summary>
    /// <param name="live">The object.</param>
    /// <param name="path">The place.</param>
    /// <param name="ours">Managers that are not meant.</param>
    /// <returns>Null where there is no other manager.</returns>
    public static LastWriter? Of(JsonObject live, FieldPath path, params ReadOnlySpan<string> ours)
    {
        ArgumentNullException.ThrowIfNull(live);
        var others = new List<FieldOwner>();
        foreach (var owner in FieldOwners.OfStored(live).All)
        {
            if (owner.Subresource != "status" && !ours.Contains(owner.Manager))
            {
                others.Add(owner);
            }
        }

        var steps = path.Elements;
        return Newest(others.Where(owner => Touches(owner.Fields, steps))) ?? Newest(others);
    }

    private static LastWriter? Newest(IEnumerable<FieldOwner> owners)
    {
        var newest = owners.OrderBy(owner => owner.Time ?? "", StringComparer.Ordinal)
            .ThenByDescending(owner => owner.Manager, StringComparer.Ordinal).LastOrDefault();
        return newest is null ? null : new LastWriter(newest.Manager, Time(newest.Time));
    }

    private static bool Touches(FieldSet fields, ImmutableArray<PathElement> path)
    {
        var at = fields;
        foreach (var step in path)
        {
            if (at.Find(step) is not { } entry)
            {
                return false;
            }

            if (entry.Children is not { } beneath)
            {
                // What is written as a whole ends here, and the place is in it.
                return true;
            }

            at = beneath;
        }

        return true;
    }

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
