using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation.Storage;

/// <summary>Classes of volumes and of their attributes.</summary>
internal static class StorageClassValidation
{
    private const int MostParameters = 512;
    private const int MostParameterBytes = 256 * 1024;

    /// <summary>A StorageClass.</summary>
    public static void Check(Field storageClass)
    {
        CheckProvisioner(storageClass["provisioner"]);
        CheckParameters(storageClass["parameters"]);
        if (storageClass["reclaimPolicy"] is { Text: not ("" or "Delete" or "Retain") } policy)
        {
            policy.Unsupported(policy.Text, "Delete", "Retain");
        }

        storageClass["volumeBindingMode"].OneOf("Immediate", "WaitForFirstConsumer");
        CheckTopologies(storageClass["allowedTopologies"]);
    }

    /// <summary>What a StorageClass says of new volumes stays.</summary>
    public static void Keep(Field updated, Field before)
    {
        foreach (var part in (string[])["parameters", "provisioner", "reclaimPolicy"])
        {
            Forbid(updated, before, part);
        }

        updated["volumeBindingMode"].Same(before["volumeBindingMode"].Value);
    }

    /// <summary>A VolumeAttributesClass.</summary>
    public static void CheckAttributes(Field attributes)
    {
        CheckProvisioner(attributes["driverName"]);
        CheckParameters(attributes["parameters"]);
        if (attributes["parameters"].Count == 0)
        {
            attributes["parameters"].Required("must contain at least one key/value pair");
        }
    }

    /// <summary>A VolumeAttributesClass stays as it is.</summary>
    public static void KeepAttributes(Field updated, Field before)
    {
        Forbid(updated, before, "driverName");
        Forbid(updated, before, "parameters");
    }

    private static void Forbid(Field updated, Field before, string part)
    {
        if (!JsonNode.DeepEquals(updated[part].Value, before[part].Value))
        {
            updated[part].Forbidden($"updates to {part} are forbidden.");
        }
    }

    private static void CheckProvisioner(Field name)
    {
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else
        {
            NameChecks.Qualified(name, name.Text.ToLowerInvariant());
        }
    }

    private static void CheckParameters(Field parameters)
    {
        if (parameters.Count > MostParameters)
        {
            parameters.TooLong(MostParameters);
            return;
        }

        if (parameters.Keys().Contains(""))
        {
            parameters.Invalid("", "field can not be empty.");
        }

        if (parameters.Keys().Sum(k => k.Length + parameters.TextOf(k).Length) > MostParameterBytes)
        {
            parameters.TooLong(MostParameterBytes);
        }
    }

    private static void CheckTopologies(Field terms)
    {
        var seen = new NameSet();
        foreach (var term in terms.Items())
        {
            var keys = new NameSet();
            foreach (var wanted in term["matchLabelExpressions"].Items())
            {
                CheckTopology(wanted);
                if (!keys.Add(wanted.TextOf("key")))
                {
                    wanted["key"].Duplicate(wanted.TextOf("key"));
                }
            }

            if (!seen.Add(Text(term)))
            {
                term["matchLabelExpressions"].Duplicate("");
            }
        }
    }

    /// <summary>The same text for terms that select the same.</summary>
    private static string Text(Field term) => string.Join(
        ';',
        term["matchLabelExpressions"].Items()
            .Select(e => $"{e.TextOf("key")}={string.Join(',', Values(e).Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Values(Field wanted) => wanted["values"].Items().Select(v => v.Text);

    private static void CheckTopology(Field wanted)
    {
        var values = wanted["values"];
        if (values.Count == 0)
        {
            values.Required();
        }

        var known = new NameSet();
        foreach (var value in values.Items().Where(v => !known.Add(v.Text)))
        {
            value.Duplicate(value.Text);
        }

        NameChecks.Qualified(wanted["key"], wanted.TextOf("key"));
    }
}
