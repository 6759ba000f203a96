using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>A rule of a Job's <c>successPolicy</c>: which indexes, or how many, are enough.</summary>
internal sealed record SuccessRule(string? Indexes, int? Count)
{
    public static SuccessRule Read(JsonElement element) =>
        new(element.Text("succeededIndexes"), element.Int("succeededCount"));

    /// <summary>The message of the first rule that is met; null where none is.</summary>
    public static string? Match(ImmutableArray<SuccessRule> rules, IndexSet succeeded, int completions)
    {
        for (var index = 0; index < rules.Length; index++)
        {
            if (succeeded.Count > 0 && rules[index].IsMet(succeeded, completions))
            {
                return $"Matched rules at index {index}";
            }
        }

        return null;
    }

    private bool IsMet(IndexSet succeeded, int completions)
    {
        if (Indexes is null)
        {
            return Count is { } enough && succeeded.Count >= enough;
        }

        var required = IndexSet.Parse(Indexes, completions);
        var met = required.CountIn(succeeded);
        return required.Count > 0 && met >= (Count ?? required.Count);
    }
}
