using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Storage;

/// <summary>Drivers of volumes, where they run and what they have to give.</summary>
internal static class CsiValidation
{
    private const int LongestNodeId = 256;
    private const int LongestDriver = 63;
    private const long ShortestToken = 600;
    private const long LongestToken = 1L << 32;
    private const long ShortestPeriod = 10;

    /// <summary>A CSIDriver.</summary>
    public static void CheckDriver(Field driver)
    {
        var spec = driver["spec"];
        if (spec["fsGroupPolicy"] is { IsSet: true, Text: not ("ReadWriteOnceWithFSType" or "File" or "None") } policy)
        {
            policy.Unsupported(policy.Text, "File", "None", "ReadWriteOnceWithFSType");
        }

        CheckTokens(spec["tokenRequests"]);
        var modes = spec["volumeLifecycleModes"];
        foreach (var mode in modes.Items().Where(m => m.Text is not ("Persistent" or "Ephemeral")))
        {
            modes.Unsupported(mode.Text, "Persistent", "Ephemeral");
        }

        if (spec["nodeAllocatableUpdatePeriodSeconds"] is { Number: < ShortestPeriod } period)
        {
            period.Invalid("must be greater than or equal to 10 seconds");
        }
    }

    /// <summary>How volumes of a driver are attached and live stays.</summary>
    public static void KeepDriver(Field updated, Field before)
    {
        var (now, then) = (updated["spec"], before["spec"]);
        if (!JsonNode.DeepEquals(now["attachRequired"].Value, then["attachRequired"].Value))
        {
            // The reference server has its own name for the field here.
            now["attachedRequired"].Invalid(now["attachRequired"].Value, "field is immutable");
        }

        now["volumeLifecycleModes"].Same(then["volumeLifecycleModes"].Value);
    }

    /// <summary>A CSINode.</summary>
    public static void CheckNode(Field node)
    {
        var names = new NameSet();
        foreach (var driver in node["spec"]["drivers"].Items())
        {
            CheckNodeDriver(driver, names);
        }
    }

    /// <summary>Drivers come and go; but for what can still be attached, one that is there stays as it is.</summary>
    public static void KeepNode(Field updated, Field before)
    {
        foreach (var driver in updated["spec"]["drivers"].Items())
        {
            var same = before["spec"]["drivers"].Items().FirstOrDefault(d => d.TextOf("name") == driver.TextOf("name"));
            if (same is not null && !JsonNode.DeepEquals(Lasting(driver), Lasting(same)))
            {
                updated["spec"]["drivers"].Invalid(Lasting(driver), "field is immutable");
            }
        }
    }

    /// <summary>A CSIStorageCapacity.</summary>
    public static void CheckCapacity(Field capacity)
    {
        SelectorValidation.Check(capacity["nodeTopology"]);
        capacity["storageClassName"].Check(NameRules.Subdomain(capacity.TextOf("storageClassName")));
        if (ResourceValidation.Amount(capacity["capacity"]) is { Sign: < 0 } amount)
        {
            capacity["capacity"].Invalid(amount.ToString(), "must be greater than or equal to 0");
        }
    }

    /// <summary>What a capacity is of stays.</summary>
    public static void KeepCapacity(Field updated, Field before)
    {
        updated["nodeTopology"].Same(before["nodeTopology"].Value);
        updated["storageClassName"].Same(before["storageClassName"].Value);
    }

    /// <summary>The name of a driver.</summary>
    public static void CheckName(Field name)
    {
        if (name.Text.Length == 0)
        {
            name.Required();
        }

        if (name.Text.Length > LongestDriver)
        {
            name.TooLong(LongestDriver);
        }

        name.Check(NameRules.Subdomain(name.Text.ToLowerInvariant()));
    }

    private static JsonNode Lasting(Field driver)
    {
        var copy = driver.Value!.DeepClone();
        (copy as JsonObject)?.Remove("allocatable");
        return copy;
    }

    private static void CheckNodeDriver(Field driver, NameSet names)
    {
        CheckName(driver["name"]);
        var id = driver["nodeID"];
        if (id.Text.Length == 0)
        {
            id.Required();
        }
        else if (id.Text.Length > LongestNodeId)
        {
            id.Invalid("must be 256 characters or less");
        }

        driver["allocatable"]["count"].NotNegative();
        if (!names.Add(driver.TextOf("name")))
        {
            driver["name"].Duplicate(driver.TextOf("name"));
        }

        var keys = new NameSet();
        foreach (var key in driver["topologyKeys"].Items().Select(k => k.Text))
        {
            if (key.Length == 0)
            {
                driver.Required();
            }

            if (!keys.Add(key))
            {
                driver.Duplicate(key);
            }

            NameChecks.Qualified(driver, key);
        }
    }

    private static void CheckTokens(Field requests)
    {
        var audiences = new NameSet();
        foreach (var request in requests.Items())
        {
            if (!audiences.Add(request.TextOf("audience")))
            {
                request["audience"].Duplicate(request.TextOf("audience"));
            }
            else if (request["expirationSeconds"] is { Number: < ShortestToken } brief)
            {
                brief.Invalid("may not specify a duration less than 10 minutes");
            }
            else if (request["expirationSeconds"] is { Number: > LongestToken } lengthy)
            {
                lengthy.Invalid("may not specify a duration larger than 2^32 seconds");
            }
        }
    }
}
