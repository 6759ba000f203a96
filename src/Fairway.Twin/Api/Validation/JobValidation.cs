using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Specifications of Jobs, alone and in CronJobs. Source of the rules: pkg/apis/batch/validation.</summary>
internal static class JobValidation
{
    private const string Indexed = "Indexed";
    private const string NonIndexed = "NonIndexed";
    private const int MostInParallel = 100_000;
    private const int ManyCompletions = 100_000;
    private const int MostWithManyCompletions = 10_000;
    private const int LongestManager = 63;

    private static readonly string[] Counts =
    [
        "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
        "backoffLimitPerIndex", "maxFailedIndexes",
    ];

    /// <summary>Whether each completion has an index of its own.</summary>
    public static bool IsIndexed(Field spec) => spec.TextOf("completionMode") == Indexed;

    /// <summary>Everything but the selector, which a CronJob's jobs get later.</summary>
    public static void CheckSpec(Field spec)
    {
        foreach (var count in Counts)
        {
            spec[count].NotNegative();
        }

        if (spec.Has("maxFailedIndexes") && !spec.Has("backoffLimitPerIndex"))
        {
            spec["backoffLimitPerIndex"].Required("when maxFailedIndexes is specified");
        }

        CheckManager(spec["managedBy"]);
        CheckMode(spec);
        if (spec.Has("podFailurePolicy"))
        {
            PodFailureValidation.Check(spec);
        }

        CheckSuccess(spec);
        CheckReplacement(spec);
        PodTemplateValidation.Check(spec["template"]);
        CheckRestart(spec);
    }

    /// <summary>The selector of a job, and that it finds the pods.</summary>
    public static void CheckSelected(Field spec)
    {
        var selector = spec["selector"];
        if (selector.IsSet)
        {
            SelectorValidation.Check(selector);
        }
        else
        {
            selector.Required();
        }

        PodTemplateValidation.CheckSelected(spec["template"], selector);
    }

    /// <summary>An indexed job's pods are named after the job and the index: the last of them must have a good
    /// name.</summary>
    public static void CheckLastPod(Field name, Field spec)
    {
        if (!IsIndexed(spec) || spec.NumberOf("completions") is not { } completions || completions <= 0)
        {
            return;
        }

        var last = string.Create(CultureInfo.InvariantCulture, $"{name.Text}-{completions - 1}");
        if (NameRules.Label(last) is not null)
        {
            name.Invalid($"will not able to create pod with invalid DNS label: {last}");
        }
    }

    private static void CheckManager(Field manager)
    {
        if (!manager.IsSet)
        {
            return;
        }

        NameChecks.DomainPrefixedPath(manager);
        if (manager.Text.Length > LongestManager)
        {
            manager.TooLong(LongestManager);
        }
    }

    private static void CheckMode(Field spec)
    {
        var mode = spec["completionMode"];
        if (mode.IsSet && mode.Text is not (Indexed or NonIndexed))
        {
            mode.Unsupported(mode.Text, NonIndexed, Indexed);
        }

        switch (mode.Text)
        {
            case Indexed:
                CheckIndexed(spec);
                break;
            case NonIndexed or "":
                CheckNotIndexed(spec["backoffLimitPerIndex"]);
                CheckNotIndexed(spec["maxFailedIndexes"]);
                break;
        }
    }

    private static void CheckNotIndexed(Field field)
    {
        if (field.IsSet)
        {
            field.Invalid("requires indexed completion mode");
        }
    }

    private static void CheckIndexed(Field spec)
    {
        var (completions, failed) = (spec["completions"], spec["maxFailedIndexes"]);
        if (!completions.IsSet)
        {
            completions.Required($"when completion mode is {Indexed}");
        }

        AtMost(spec["parallelism"], MostInParallel, $"{MostInParallel} when completion mode is {Indexed}");
        if (completions.IsSet)
        {
            AtMost(failed, completions.Number ?? 0, "completions");
        }

        AtMost(failed, MostInParallel, $"{MostInParallel}");
        if (completions.Number > ManyCompletions && spec.Has("backoffLimitPerIndex"))
        {
            CheckMany(spec, failed);
        }
    }

    private static void CheckMany(Field spec, Field failed)
    {
        var why = $"{MostWithManyCompletions} when completions are above {ManyCompletions} and used with backoff limit "
            + "per index";
        if (!failed.IsSet)
        {
            failed.Required($"must be specified when completions is above {ManyCompletions}");
        }

        AtMost(spec["parallelism"], MostWithManyCompletions, why);
        AtMost(failed, MostWithManyCompletions, why);
    }

    private static void AtMost(Field field, long most, string said)
    {
        if (field.Number > most)
        {
            field.Invalid($"must be less than or equal to {said}");
        }
    }

    private static void CheckSuccess(Field spec)
    {
        var policy = spec["successPolicy"];
        if (!policy.IsSet)
        {
            return;
        }

        if (!IsIndexed(spec))
        {
            policy.Invalid(SuccessPolicyValidation.Shape(policy), "requires indexed completion mode");
        }
        else
        {
            SuccessPolicyValidation.Check(policy, spec.NumberOf("completions") ?? 0);
        }
    }

    private static void CheckReplacement(Field spec)
    {
        var policy = spec["podReplacementPolicy"];
        if (!policy.IsSet)
        {
            return;
        }

        if (spec.Has("podFailurePolicy"))
        {
            if (policy.Text != "Failed")
            {
                policy.Unsupported(policy.Text, "Failed");
            }
        }
        else if (policy.Text is not ("Failed" or "TerminatingOrFailed"))
        {
            policy.Unsupported(policy.Text, "Failed", "TerminatingOrFailed");
        }
    }

    private static void CheckRestart(Field spec)
    {
        var policy = spec["template"]["spec"]["restartPolicy"];
        switch (policy.Text)
        {
            case "" or "Always":
                policy.Required("valid values: \"OnFailure\", \"Never\"");
                break;
            case not ("OnFailure" or "Never"):
                policy.Unsupported(policy.Text, "OnFailure", "Never");
                break;
            case not "Never" when spec.Has("podFailurePolicy"):
                policy.Invalid("only \"Never\" is supported when podFailurePolicy is specified");
                break;
        }
    }
}
