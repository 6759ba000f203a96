using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Which indexes of a Job have completed and failed.</summary>
internal static class JobIndexesStatus
{
    /// <param name="now">The status.</param>
    /// <param name="before">What it was.</param>
    /// <param name="spec">Of the Job.</param>
    public static void Check(Field now, Field before, Field spec)
    {
        var (done, failed) = (now["completedIndexes"], now["failedIndexes"]);
        var newDone = !JsonNode.DeepEquals(done.Value, before["completedIndexes"].Value);
        var newFailed = !JsonNode.DeepEquals(failed.Value, before["failedIndexes"].Value);
        if (spec.NumberOf("completions") is { } completions)
        {
            CheckForm(newDone, done, completions);
            CheckForm(newFailed && failed.IsSet && spec.Has("backoffLimitPerIndex"), failed, completions);
        }

        if (newDone && done.Text.Length > 0 && !JobValidation.IsIndexed(spec))
        {
            done.Invalid("cannot set non-empty completedIndexes when non-indexed completion mode");
        }

        if (newFailed && failed.IsSet && !spec.Has("backoffLimitPerIndex"))
        {
            failed.Invalid("cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }

        if ((newDone || newFailed) && spec.NumberOf("completions") is { } all
            && JobIndexes.Overlap(done.Text, failed.Text, all) is { } index)
        {
            failed.Invalid($"failedIndexes and completedIndexes overlap at index: {index}");
        }
    }

    private static void CheckForm(bool isNew, Field indexes, long completions)
    {
        if (isNew && JobIndexes.Read(indexes.Text, completions).Problem is { } problem)
        {
            var name = indexes.Path().Split('.')[^1];
            indexes.Invalid(indexes.Text, $"error parsing {name}: {problem}");
        }
    }
}
