using Fairway.Schema.Quantities;

namespace Fairway.Twin.Api.Validation;

/// <summary>Requests and limits of containers.</summary>
internal static class ResourceValidation
{
    /// <summary>Checks <c>resources</c> of a container.</summary>
    public static void Check(Field resources)
    {
        if (!resources.IsSet)
        {
            return;
        }

        var limits = resources["limits"];
        foreach (var name in limits.Keys())
        {
            CheckAmount(limits.Entry(name), name);
        }

        var requests = resources["requests"];
        foreach (var name in requests.Keys())
        {
            CheckAmount(requests.Entry(name), name);
            CompareToLimit(requests, limits, name);
        }
    }

    /// <summary>The amount is not negative, and whole where there are only whole ones.</summary>
    public static void CheckQuantity(Field field, string name)
    {
        if (!IsSigned(field.Text) && !ResourceNames.IsWhole(name))
        {
            return;
        }

        if (Amount(field) is not { } amount)
        {
            return;
        }

        if (amount.Sign < 0)
        {
            field.Invalid(amount.ToString(), "must be greater than or equal to 0");
        }

        if (ResourceNames.IsWhole(name) && amount.MilliValue % 1000 != 0)
        {
            field.Invalid(amount.ToString(), "must be an integer");
        }
    }

    /// <summary>The quantity of a field; null where there is none.</summary>
    public static Quantity? Amount(Field field)
    {
        var text = field.Text.Length > 0 ? field.Text : field.Value?.ToString() ?? "";
        return text.Length > 0 && Quantity.TryParse(text, out var amount, out _) ? amount : null;
    }

    // Only what has a sign or must be whole needs to be read as a number: amounts are in canonical form by now.
    private static bool IsSigned(string text) => text.Length == 0 || !char.IsAsciiDigit(text[0]);

    private static void CheckAmount(Field field, string name)
    {
        ResourceNames.CheckContainer(field, name);
        CheckQuantity(field, name);
    }

    private static void CompareToLimit(Field requests, Field limits, string name)
    {
        var text = requests.TextOf(name);
        if (text.Length > 0 && text == limits.TextOf(name))
        {
            return;
        }

        if (!limits.Has(name) && ResourceNames.AllowsOvercommit(name))
        {
            return;
        }

        if (Amount(requests.Entry(name)) is not { } asked)
        {
            return;
        }

        var limit = Amount(limits.Entry(name));
        if (limit is null && !ResourceNames.AllowsOvercommit(name))
        {
            limits.Required("Limit must be set for non overcommitable resources");
        }
        else if (limit is { } fixedAt && fixedAt != asked && !ResourceNames.AllowsOvercommit(name))
        {
            requests.Invalid(asked.ToString(), $"must be equal to {name} limit of {fixedAt}");
        }
        else if (limit is { } most && asked > most)
        {
            requests.Invalid(asked.ToString(), $"must be less than or equal to {name} limit of {most}");
        }
    }
}
