using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// What the status of a Job may become. What was wrong before and is not touched is let be. Source of the rules:
/// validateJobStatus and what the status strategy asks of it (pkg/registry/batch/job).
/// </summary>
internal static class JobStatusValidation
{
    private const string Complete = "Complete";
    private const string Failed = "Failed";
    private const string FailureTarget = "FailureTarget";
    private const string CriteriaMet = "SuccessCriteriaMet";

    private static readonly string[] Terminal = [Failed, Complete, FailureTarget];

    /// <param name="now">The status.</param>
    /// <param name="before">What it was; its errors go nowhere.</param>
    /// <param name="spec">Of the Job.</param>
    public static void Check(Field now, Field before, Field spec)
    {
        foreach (var count in (ReadOnlySpan<string>)["active", "succeeded", "failed", "ready", "terminating"])
        {
            now[count].NotNegative();
        }

        CheckUncounted(now["uncountedTerminatedPods"]);
        var seen = new Sight(now, before, spec);
        CheckTogether(seen);
        CheckTimes(seen);
        CheckFinished(seen);
        JobIndexesStatus.Check(now, before, spec);
        CheckCounts(seen);
        CheckCriteria(seen);
        CheckChange(seen);
    }

    private static void CheckUncounted(Field uncounted)
    {
        var seen = new NameSet();
        foreach (var pod in uncounted["succeeded"].Items().Concat(uncounted["failed"].Items()))
        {
            if (pod.Text.Length == 0)
            {
                pod.Invalid("must not be empty");
            }
            else if (!seen.Add(pod.Text))
            {
                pod.Duplicate(pod.Text);
            }
        }
    }

    private static void CheckTogether(Sight seen)
    {
        if (seen.Is(Complete) && seen.Is(Failed) && seen.Turned(Complete, Failed))
        {
            Wrong(seen, "cannot set Complete=True and Failed=true conditions");
        }

        if (seen.Is(Complete) && seen.Is(FailureTarget) && seen.Turned(Complete, FailureTarget))
        {
            Wrong(seen, "cannot set Complete=True and FailureTarget=true conditions");
        }
    }

    private static void CheckTimes(Sight seen)
    {
        var (start, end) = (seen.Now["startTime"], seen.Now["completionTime"]);
        var touched = seen.Turned(Complete) || seen.Changed("completionTime");
        if (touched && end.IsSet && !seen.Is(Complete))
        {
            end.Invalid("cannot set completionTime when there is no Complete=True condition");
        }

        if (touched && !end.IsSet && seen.Is(Complete))
        {
            end.Required("completionTime is required for Complete jobs");
        }

        if ((seen.Changed("startTime") || seen.Changed("completionTime"))
            && Time(start) is { } from && Time(end) is { } to && to < from)
        {
            end.Invalid("must be equal to or after `startTime`");
        }
    }

    private static void CheckFinished(Sight seen)
    {
        var turned = seen.Turned(Complete, Failed);
        if (seen.Is(Failed) && !seen.Is(FailureTarget) && seen.Turned(Failed, FailureTarget))
        {
            Wrong(seen, "cannot set Failed=True condition without the FailureTarget=true condition");
        }

        if (seen.Is(Complete) && !seen.Is(CriteriaMet) && seen.Turned(Complete, CriteriaMet))
        {
            Wrong(seen, "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }

        if (!seen.IsFinished)
        {
            return;
        }

        if (seen.Now["active"] is { Number: > 0 } active && (turned || seen.Changed("active")))
        {
            active.Invalid("active>0 is invalid for finished job");
        }

        if (!seen.Now.Has("startTime") && (turned || seen.Changed("startTime")))
        {
            seen.Now["startTime"].Required("startTime is required for finished job");
        }

        var uncounted = seen.Now["uncountedTerminatedPods"];
        if (uncounted["succeeded"].Count + uncounted["failed"].Count > 0
            && (turned || seen.Changed("uncountedTerminatedPods")))
        {
            var shown = Shown.Inner(uncounted.Value, ("succeeded", false), ("failed", false));
            uncounted.Invalid(shown, "must be empty for finished job");
        }
    }

    private static void CheckCounts(Sight seen)
    {
        if (seen.IsFinished && seen.Now["terminating"] is { Number: > 0 } terminating
            && (seen.Turned(Complete, Failed) || seen.Changed("terminating")))
        {
            terminating.Invalid("terminating>0 is invalid for finished job");
        }

        if (seen.Now["ready"] is { Number: { } ready } field && ready > (seen.Now.NumberOf("active") ?? 0)
            && (seen.Changed("ready") || seen.Changed("active")))
        {
            field.Invalid("cannot set more ready pods than active");
        }
    }

    private static void CheckCriteria(Sight seen)
    {
        if (seen.Is(CriteriaMet) && seen.Is(Failed))
        {
            Wrong(seen, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
        }

        if (seen.Is(CriteriaMet) && seen.Is(FailureTarget))
        {
            Wrong(seen, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        }

        if (seen.Spec.Has("successPolicy") && !seen.Is(CriteriaMet) && seen.Is(Complete))
        {
            Wrong(seen, "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }

    private static void CheckChange(Sight seen)
    {
        foreach (var type in Terminal.Where(type => seen.Was(type) && !seen.Is(type)))
        {
            Wrong(seen, $"cannot disable the terminal {type}=True condition");
        }

        NotLess(seen, "failed");
        if (!JobValidation.IsIndexed(seen.Spec)
            || seen.Spec.NumberOf("completions") != seen.Spec.NumberOf("parallelism"))
        {
            NotLess(seen, "succeeded");
        }

        if (seen.Now.Has("completionTime") && seen.Before.Has("completionTime") && seen.Changed("completionTime"))
        {
            seen.Now["completionTime"].Invalid("field is immutable");
        }

        if (seen.Before.Has("startTime") && seen.Changed("startTime") && !seen.Spec["suspend"].IsTrue)
        {
            seen.Now["startTime"].Required("startTime cannot be removed for unsuspended job");
        }

        if (seen.Was(CriteriaMet) && !seen.Is(CriteriaMet))
        {
            Wrong(seen, "cannot disable the SuccessCriteriaMet=True condition");
        }

        if (seen.Was(Complete) && !seen.Was(CriteriaMet) && seen.Is(CriteriaMet))
        {
            Wrong(seen, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }

    private static void NotLess(Sight seen, string count)
    {
        var field = seen.Now[count];
        if ((field.Number ?? 0) < (seen.Before.NumberOf(count) ?? 0))
        {
            field.Invalid(field.Number ?? 0, $"cannot decrease the {count} counter");
        }
    }

    private static void Wrong(Sight seen, string why) =>
        seen.Now["conditions"].Tell("FieldValueInvalid", "", $"Invalid value: {why}");

    private static DateTimeOffset? Time(Field field) => DateTimeOffset.TryParse(
        field.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private sealed record Sight(Field Now, Field Before, Field Spec)
    {
        public bool IsFinished => Is(Complete) || Is(Failed);

        public bool Is(string type) => Holds(Now, type);

        public bool Was(string type) => Holds(Before, type);

        /// <summary>Whether one of the conditions became true or stopped being so.</summary>
        public bool Turned(params ReadOnlySpan<string> types)
        {
            foreach (var type in types)
            {
                if (Is(type) != Was(type))
                {
                    return true;
                }
            }

            return false;
        }

        public bool Changed(string field) => !JsonNode.DeepEquals(Now[field].Value, Before[field].Value);

        private static bool Holds(Field status, string type) =>
            status["conditions"].Items().Any(c => c.TextOf("type") == type && c.TextOf("status") == "True");
    }
}
