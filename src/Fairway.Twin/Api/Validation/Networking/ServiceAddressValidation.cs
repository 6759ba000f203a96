using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Networking;

/// <summary>The ranges from which Services get their addresses, and the addresses that are taken.</summary>
internal static class ServiceAddressValidation
{
    private const int MostRanges = 2;

    /// <summary>A ServiceCIDR.</summary>
    public static void CheckRanges(Field range)
    {
        var ranges = range["spec"]["cidrs"];
        if (ranges.Count == 0)
        {
            ranges.Required("at least one CIDR required");
            return;
        }

        if (ranges.Count > MostRanges)
        {
            ranges.Invalid(new JsonObject { ["CIDRs"] = ranges.Value!.DeepClone() }, "may only hold up to 2 values");
            return;
        }

        foreach (var entry in ranges.Items())
        {
            entry.Check(AddressChecks.CanonicalRange(entry.Text));
        }

        if (ranges.Count == MostRanges && ranges.Items().All(r => AddressChecks.Range(r.Text) is null)
            && IsV6(ranges[0].Text) == IsV6(ranges[1].Text))
        {
            ranges.Invalid(
                "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        }
    }

    /// <summary>The ranges stay, but for one of the other family that is added.</summary>
    public static void KeepRanges(Field updated, Field before)
    {
        var (now, then) = (updated["spec"]["cidrs"], before["spec"]["cidrs"]);
        if (now.Count == then.Count)
        {
            for (var i = 0; i < now.Count; i++)
            {
                now[i].Same(then[i].Value);
            }
        }
        else if (then.Count == 1 && now.Count == MostRanges)
        {
            now[0].Same(then[0].Value);
            CheckRanges(updated);
        }
        else
        {
            now.Invalid("field is immutable");
        }
    }

    /// <summary>An IPAddress: what it belongs to.</summary>
    public static void CheckAddress(Field address)
    {
        var parent = address["spec"]["parentRef"];
        if (!parent.IsSet)
        {
            parent.Required();
            return;
        }

        if (parent.TextOf("group").Length > 0)
        {
            parent["group"].Check(NameRules.Subdomain(parent.TextOf("group")));
        }

        foreach (var part in (Field[])[parent["resource"], parent["name"]])
        {
            if (part.Text.Length == 0)
            {
                part.Required();
            }
            else
            {
                part.Check(NameRules.PathSegment(part.Text));
            }
        }

        if (parent.TextOf("namespace").Length > 0)
        {
            parent["namespace"].Check(NameRules.PathSegment(parent.TextOf("namespace")));
        }
    }

    /// <summary>What an address belongs to stays.</summary>
    public static void KeepAddress(Field updated, Field before) =>
        updated["spec"]["parentRef"].Same(before["spec"]["parentRef"].Value);

    private static bool IsV6(string range) => range.Contains(':', StringComparison.Ordinal);
}
