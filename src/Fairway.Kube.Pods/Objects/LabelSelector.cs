using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A selector of labels as workloads carry it. An empty one matches everything.</summary>
internal sealed record LabelSelector(ImmutableArray<Requirement> Requirements)
{
    public bool IsEmpty => Requirements.IsEmpty;

    public static LabelSelector MatchLabels(params IEnumerable<(string Key, string Value)> labels) =>
        new([.. labels.Select(l => new Requirement(l.Key, RequirementOperator.In, [l.Value]))]);

    /// <summary>Reads <c>matchLabels</c> and <c>matchExpressions</c>; an absent selector matches nothing, so it is
    /// null.</summary>
    public static LabelSelector? Read(JsonElement? element)
    {
        if (element is not { } selector)
        {
            return null;
        }

        var labels = StringMap.Read(selector.Child("matchLabels"))
            .Select(l => new Requirement(l.Key, RequirementOperator.In, [l.Value]));
        return new LabelSelector([.. labels, .. selector.Items("matchExpressions").Select(Requirement.Read)]);
    }

    /// <summary>The selector that also demands this label.</summary>
    public LabelSelector With(string key, string value) =>
        new(Requirements.Add(new Requirement(key, RequirementOperator.In, [value])));

    /// <summary>The selector as workloads carry it: what names one value goes into <c>matchLabels</c>.</summary>
    public JsonObject ToJson()
    {
        var labels = new JsonObject();
        var expressions = new JsonArray();
        foreach (var requirement in Requirements)
        {
            if (requirement is { Operator: RequirementOperator.In, Values: [var value] }
                && !labels.ContainsKey(requirement.Key))
            {
                labels[requirement.Key] = value;
            }
            else
            {
                expressions.Add(requirement.ToJson());
            }
        }

        var selector = new JsonObject { ["matchLabels"] = labels };
        if (expressions.Count > 0)
        {
            selector["matchExpressions"] = expressions;
        }

        return selector;
    }

    public bool Matches(StringMap labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels[requirement.Key]))
            {
                return false;
            }
        }

        return true;
    }
}
