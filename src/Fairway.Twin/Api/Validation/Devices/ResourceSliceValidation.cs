using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation.Storage;

namespace Fairway.Twin.Api.Validation.Devices;

/// <summary>Slices of the devices that drivers offer.</summary>
internal static class ResourceSliceValidation
{
    private const int MostDevices = 128;
    private const int MostValues = 32;
    private const int LongestPool = 253;
    private const int LongestValue = 64;

    private const string OneSelection =
        "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";

    public static void Check(Field slice)
    {
        var spec = slice["spec"];
        CsiValidation.CheckName(spec["driver"]);
        CheckPool(spec["pool"]);
        CheckNodes(spec);
        if (spec.Has("sharedCounters") && spec.Has("devices"))
        {
            spec.Invalid("", "only one of `sharedCounters` or `devices` is allowed");
        }

        var names = new NameSet();
        foreach (var device in DeviceClaimValidation.Limited(spec["devices"], MostDevices))
        {
            CheckDevice(device);
            if (!names.Add(device.TextOf("name")))
            {
                device.Duplicate(device.TextOf("name"));
            }
        }
    }

    /// <summary>Whose devices they are, and where, stays.</summary>
    public static void Keep(Field updated, Field before)
    {
        var (now, then) = (updated["spec"], before["spec"]);
        now["pool"]["name"].Same(then["pool"]["name"].Value);
        now["driver"].Same(then["driver"].Value);
        now["nodeName"].Same(then["nodeName"].Value);
    }

    private static void CheckPool(Field pool)
    {
        var name = pool["name"];
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else
        {
            if (name.Text.Length > LongestPool)
            {
                name.TooLong(LongestPool);
            }

            foreach (var part in name.Text.Split('/'))
            {
                if (NameRules.Subdomain(part) is { } problem)
                {
                    name.Invalid(part, problem);
                }
            }
        }

        if (pool["resourceSliceCount"] is { Number: null or <= 0 } count)
        {
            count.Invalid(count.Number ?? 0, "must be greater than zero");
        }

        if (pool["generation"] is { Number: < 0 } generation)
        {
            generation.Invalid("must be greater than or equal to zero");
        }
    }

    private static void CheckNodes(Field spec)
    {
        var chosen = new List<string>();
        if (spec.Has("nodeName"))
        {
            chosen.Add("`nodeName`");
            spec["nodeName"].Check(NameRules.Subdomain(spec.TextOf("nodeName")));
        }

        if (spec.Has("nodeSelector"))
        {
            chosen.Add("`nodeSelector`");
            AffinityValidation.CheckNodeSelector(spec["nodeSelector"]);
            if (spec["nodeSelector"]["nodeSelectorTerms"] is { Count: not 1 } terms)
            {
                terms.Invalid(Shown.Capitals(terms.Value), "must have exactly one node selector term");
            }
        }

        foreach (var flag in (string[])["allNodes", "perDeviceNodeSelection"])
        {
            if (spec[flag].IsTrue)
            {
                chosen.Add($"`{flag}`");
            }
            else if (spec.Has(flag))
            {
                spec[flag].Invalid("must be either unset or set to true");
            }
        }

        if (chosen.Count == 0)
        {
            spec.Required(OneSelection);
        }
        else if (chosen.Count > 1)
        {
            spec.Invalid($"{{{string.Join(", ", chosen)}}}", OneSelection + ", but multiple fields are set");
        }
    }

    private static void CheckDevice(Field device)
    {
        device["name"].Check(NameRules.Label(device.TextOf("name")));
        var values = device["attributes"].Count + device["capacity"].Count;
        if (values > MostValues)
        {
            device.Invalid(values, "the total number of attributes and capacities must not exceed 32");
        }

        var attributes = device["attributes"];
        foreach (var name in attributes.Keys())
        {
            CheckAttribute(attributes.Entry(name));
        }
    }

    private static void CheckAttribute(Field attribute)
    {
        if (attribute.Count != 1)
        {
            attribute.Invalid(
                attribute.Count == 0 ? "" : attribute.Value, "exactly one value must be specified");
        }

        foreach (var text in (Field[])[attribute["string"], attribute["version"]])
        {
            if (text.Text.Length > LongestValue)
            {
                text.TooLong(LongestValue);
            }
        }
    }
}
