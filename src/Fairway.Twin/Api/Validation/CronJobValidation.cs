using System.Text.RegularExpressions;

namespace Fairway.Twin.Api.Validation;

/// <summary>Specifications of CronJobs. Source of the rules: pkg/apis/batch/validation.</summary>
internal static partial class CronJobValidation
{
    /// <param name="spec">The specification.</param>
    /// <param name="before">What it was; null where it is new.</param>
    public static void Check(Field spec, Field? before)
    {
        CheckSchedule(spec, before);
        spec["startingDeadlineSeconds"].NotNegative();
        if (before is null || !System.Text.Json.Nodes.JsonNode.DeepEquals(
            before["timeZone"].Value, spec["timeZone"].Value))
        {
            CheckZone(spec["timeZone"]);
        }

        spec["concurrencyPolicy"].OneOf("Allow", "Forbid", "Replace");
        CheckTemplate(spec["jobTemplate"]["spec"]);
        spec["successfulJobsHistoryLimit"].NotNegative();
        spec["failedJobsHistoryLimit"].NotNegative();
    }

    private static void CheckSchedule(Field spec, Field? before)
    {
        var schedule = spec["schedule"];
        if (schedule.Text.Length == 0)
        {
            schedule.Required();
            return;
        }

        schedule.Check(CronSchedule.Problem(schedule.Text));
        if (!schedule.Text.Contains("TZ", StringComparison.Ordinal))
        {
            return;
        }

        if (before is null || !before.TextOf("schedule").Contains("TZ", StringComparison.Ordinal))
        {
            schedule.Invalid("cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
        else if (spec.Has("timeZone"))
        {
            schedule.Invalid("cannot use both timeZone field and TZ or CRON_TZ in schedule");
        }
    }

    private static void CheckZone(Field zone)
    {
        if (!zone.IsSet)
        {
            return;
        }

        if (zone.Text.Length == 0)
        {
            zone.Invalid("timeZone must be nil or non-empty string");
            return;
        }

        if (zone.Text.Split('/').Any(part => part is "." or ".." || !ZonePart().IsMatch(part)))
        {
            zone.Invalid($"unknown time zone {zone.Text}");
            return;
        }

        if (zone.Text.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            zone.Invalid(
                "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }

        if (zone.Text != "Local" && !CronSchedule.IsZone(zone.Text))
        {
            zone.Invalid($"unknown time zone {zone.Text}");
        }
    }

    private static void CheckTemplate(Field spec)
    {
        JobValidation.CheckSpec(spec);
        if (spec.Has("selector"))
        {
            spec["selector"].Invalid(Shown.Selector(spec["selector"].Value), "`selector` will be auto-generated");
        }

        if (spec["manualSelector"].IsTrue)
        {
            spec["manualSelector"].Unsupported(true, "nil", "false");
        }
    }

    [GeneratedRegex(@"^(?!-)[A-Za-z.\-_0-9+]{1,14}\z")]
    private static partial Regex ZonePart();
}
