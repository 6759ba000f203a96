using System.Text.Json.Nodes;
using Fairway.Schema.Quantities;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Persistent volumes and the claims for them.</summary>
internal static class StorageValidation
{
    private const string Storage = "storage";
    private const string Immutable =
        "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

    private const string SourceType = "PersistentVolumeSource";
    private const string ClaimType = "PersistentVolumeClaimSpec";
    private const string OnePod = "ReadWriteOncePod";

    public static void CheckVolume(Field spec)
    {
        var modes = spec["accessModes"];
        if (modes.Count == 0)
        {
            modes.Required();
        }

        CheckModes(modes);
        CheckCapacity(spec["capacity"]);
        VolumeValidation.CheckSource(spec);
        spec["persistentVolumeReclaimPolicy"].OneOf("Delete", "Recycle", "Retain");
        CheckAffinity(spec["nodeAffinity"]);
        CheckClass(spec["storageClassName"]);
        CheckVolumeMode(spec["volumeMode"]);
    }

    /// <summary>Where a volume is stays.</summary>
    public static void KeepVolume(Field spec, JsonNode? before)
    {
        if (!JsonNode.DeepEquals(Sources(spec.Value), Sources(before)))
        {
            var (then, now) = (InnerForm.Of(before, SourceType), InnerForm.Of(spec.Value, SourceType));
            spec["persistentvolumesource"].Forbidden(
                $"spec.persistentvolumesource is immutable after creation\n{TextDifference.Of(then, now)}");
        }

        if (!JsonNode.DeepEquals(spec["volumeMode"].Value, before?["volumeMode"]))
        {
            spec.Top("volumeMode").Invalid(spec["volumeMode"].Value, "field is immutable");
        }
    }

    public static void CheckClaim(Field spec)
    {
        var modes = spec["accessModes"];
        if (modes.Count == 0)
        {
            modes.Required("at least 1 access mode is required");
        }

        SelectorValidation.Check(spec["selector"]);
        CheckModes(modes);
        var asked = spec["resources"].Entry(Storage);
        var amount = spec["resources"]["requests"].Entry(Storage);
        if (!amount.IsSet)
        {
            asked.Required();
        }
        else if (ResourceValidation.Amount(amount) is { Sign: <= 0 } tooLittle)
        {
            asked.Invalid(tooLittle.ToString(), "must be greater than zero");
        }

        CheckClass(spec["storageClassName"]);
        CheckVolumeMode(spec["volumeMode"]);
    }

    /// <summary>A claim stays what it is: it may be bound, get a class where it has none, and grow once it is
    /// bound.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="before">What it was.</param>
    /// <param name="status">Of the claim.</param>
    public static void KeepClaim(Field spec, JsonNode? before, Field status)
    {
        var (now, then) = ((JsonObject)(spec.Value?.DeepClone() ?? new JsonObject()), before as JsonObject ?? []);
        Allow(now, then, status.TextOf("phase") == "Bound");
        if (!JsonNode.DeepEquals(now, then))
        {
            var difference = TextDifference.Of(InnerForm.Of(then, ClaimType), InnerForm.Of(now, ClaimType));
            spec.Forbidden($"{Immutable}\n{difference}");
        }

        if (Asked(spec) is { } size && Asked(new Field("", then, [])) is { } had && size < had
            && ResourceValidation.Amount(status["capacity"][Storage]) is { } real && size <= real)
        {
            spec["resources"]["requests"][Storage].Forbidden("field can not be less than status.capacity");
        }

        if (!JsonNode.DeepEquals(spec["volumeMode"].Value, then["volumeMode"]))
        {
            spec.Top("volumeMode").Invalid(spec["volumeMode"].Value, "field is immutable");
        }

        if (then["volumeAttributesClassName"] is not null && !spec.Has("volumeAttributesClassName"))
        {
            spec["volumeAttributesClassName"].Forbidden("update from non-nil value to nil is forbidden");
        }
    }

    /// <summary>Takes back what may change.</summary>
    private static void Allow(JsonObject now, JsonObject then, bool isBound)
    {
        if (ObjectMeta.Text(then, "volumeName").Length == 0)
        {
            now.Remove("volumeName");
        }

        if (then["storageClassName"] is null && ObjectMeta.Text(now, "storageClassName").Length > 0)
        {
            now.Remove("storageClassName");
        }

        ObjectMeta.Keep(now, then, "volumeAttributesClassName");
        if (isBound && now["resources"]?["requests"] is JsonObject requests)
        {
            ObjectMeta.Set(requests, Storage, then["resources"]?["requests"]?[Storage]?.DeepClone());
        }
    }

    private static Quantity? Asked(Field spec) => ResourceValidation.Amount(spec["resources"]["requests"][Storage]);

    private static JsonObject Sources(JsonNode? spec) => new((spec as JsonObject ?? [])
        .Where(f => VolumeValidation.IsSource(f.Key))
        .Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));

    private static void CheckModes(Field modes)
    {
        foreach (var mode in modes.Items())
        {
            if (mode.Text is not ("ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOnce" or OnePod))
            {
                modes.Unsupported(mode.Text, "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", OnePod);
            }
        }

        if (modes.Count > 1 && modes.Items().Any(m => m.Text == OnePod))
        {
            modes.Forbidden("may not use ReadWriteOncePod with other access modes");
        }
    }

    private static void CheckCapacity(Field capacity)
    {
        if (capacity.Count == 0)
        {
            capacity.Required();
        }

        if (!capacity.Has(Storage) || capacity.Count > 1)
        {
            capacity.Unsupported(Shown.Map(capacity.Value), Storage);
        }

        foreach (var name in capacity.Keys())
        {
            var amount = capacity.Entry(name);
            if (ResourceValidation.Amount(amount) is { } value && value.Sign <= 0)
            {
                if (value.Sign < 0)
                {
                    amount.Invalid(value.Value, "must be a valid resource quantity");
                }

                amount.Invalid(value.ToString(), "must be greater than zero");
            }
        }
    }

    private static void CheckAffinity(Field affinity)
    {
        if (!affinity.IsSet)
        {
            return;
        }

        if (affinity.Has("required"))
        {
            AffinityValidation.CheckNodeSelector(affinity["required"]);
        }
        else
        {
            affinity["required"].Required("must specify required node constraints");
        }
    }

    private static void CheckClass(Field name)
    {
        if (name.Text.Length > 0)
        {
            name.Check(NameRules.Subdomain(name.Text));
        }
    }

    private static void CheckVolumeMode(Field mode)
    {
        if (mode.IsSet)
        {
            mode.OneOf("Block", "Filesystem");
        }
    }
}
