using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>How a requirement looks at a value.</summary>
internal enum RequirementOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    Gt,
    Lt,

    /// <summary>An operator that is not known matches nothing.</summary>
    Unknown,
}

/// <summary>One requirement of a selector of labels, of node labels or of node fields.</summary>
internal sealed record Requirement(string Key, RequirementOperator Operator, ImmutableArray<string> Values)
{
    public static Requirement Read(JsonElement element) => new(
        element.Text("key") ?? "",
        element.Text("operator") switch
        {
            "In" => RequirementOperator.In,
            "NotIn" => RequirementOperator.NotIn,
            "Exists" => RequirementOperator.Exists,
            "DoesNotExist" => RequirementOperator.DoesNotExist,
            "Gt" => RequirementOperator.Gt,
            "Lt" => RequirementOperator.Lt,
            _ => RequirementOperator.Unknown,
        },
        element.Texts("values"));

    /// <summary>Whether the value (null where the key is absent) satisfies the requirement.</summary>
    public bool Matches(string? value) => Operator switch
    {
        RequirementOperator.In => value is not null && Values.Contains(value),
        RequirementOperator.NotIn => value is null || !Values.Contains(value),
        RequirementOperator.Exists => value is not null,
        RequirementOperator.DoesNotExist => value is null,
        RequirementOperator.Gt => Compare(value) > 0,
        RequirementOperator.Lt => Compare(value) < 0,
        _ => false,
    };

    public JsonObject ToJson()
    {
        var requirement = new JsonObject { ["key"] = Key, ["operator"] = Operator.ToString() };
        if (!Values.IsEmpty)
        {
            requirement["values"] = new JsonArray([.. Values.Select(v => JsonValue.Create(v))]);
        }

        return requirement;
    }

    private int Compare(string? value) =>
        Values.Length == 1 && Parse(value) is { } left && Parse(Values[0]) is { } right ? left.CompareTo(right) : 0;

    private static long? Parse(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
