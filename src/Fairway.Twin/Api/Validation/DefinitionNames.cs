using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>The names of a definition: those that are wanted, and those that it has.</summary>
internal static class DefinitionNames
{
    private const string MixedCase = "may have mixed case, but should otherwise match: ";

    /// <summary>Names that must be there.</summary>
    public static void CheckWanted(Field names)
    {
        foreach (var name in (ReadOnlySpan<string>)["plural", "singular", "kind", "listKind"])
        {
            if (names.TextOf(name).Length == 0)
            {
                names[name].Required();
            }
        }

        CheckText(names);
    }

    /// <summary>Names, where they are there.</summary>
    public static void CheckText(Field names)
    {
        CheckLabel(names["plural"], "");
        CheckLabel(names["singular"], "");
        CheckLabel(names["kind"], MixedCase);
        CheckLabel(names["listKind"], MixedCase);
        foreach (var name in names["shortNames"].Items())
        {
            name.Check(NameRules.Label1035(name.Text));
        }

        if (names.TextOf("kind").Length > 0 && names.TextOf("kind") == names.TextOf("listKind"))
        {
            names["listKind"].Invalid("kind and listKind may not be the same");
        }

        foreach (var category in names["categories"].Items())
        {
            category.Check(NameRules.Label1035(category.Text));
        }
    }

    /// <param name="name">A name.</param>
    /// <param name="mixed">What is said in front where capitals do not matter; empty where they do.</param>
    private static void CheckLabel(Field name, string mixed)
    {
        var text = mixed.Length == 0 ? name.Text : name.Text.ToLowerInvariant();
        if (text.Length > 0 && NameRules.Label1035(text) is { } problem)
        {
            name.Invalid(mixed + problem);
        }
    }
}
