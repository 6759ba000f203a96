using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Tolerations and the spreading of pods over topologies.</summary>
internal static class SchedulingValidation
{
    private const string NoKey =
        "operator must be Exists when `key` is empty, which means \"match all values and all keys\"";

    public static void CheckTolerations(Field tolerations)
    {
        foreach (var toleration in tolerations.Items())
        {
            var how = toleration["operator"];
            CheckKey(toleration, how);
            if (toleration.Has("tolerationSeconds") && toleration.TextOf("effect") != "NoExecute")
            {
                toleration["effect"].Invalid(
                    toleration.TextOf("effect"), "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }

            CheckOperator(how, toleration.TextOf("value"));
            if (toleration.TextOf("effect").Length > 0)
            {
                toleration["effect"].OneOf("NoSchedule", "PreferNoSchedule", "NoExecute");
            }
        }
    }

    public static void CheckSpread(Field constraints)
    {
        var pairs = new NameSet();
        foreach (var constraint in constraints.Items())
        {
            if (constraint["maxSkew"] is { Number: null or <= 0 } skew)
            {
                skew.Invalid(skew.Number ?? 0, "must be greater than zero");
            }

            var (key, how) = (constraint.TextOf("topologyKey"), constraint.TextOf("whenUnsatisfiable"));
            if (key.Length == 0)
            {
                constraint["topologyKey"].Required("can not be empty");
            }

            if (how is not ("DoNotSchedule" or "ScheduleAnyway"))
            {
                constraint["whenUnsatisfiable"].Unsupported(how, "DoNotSchedule", "ScheduleAnyway");
            }

            if (!pairs.Add($"{{{key}, {how}}}"))
            {
                constraint["{topologyKey, whenUnsatisfiable}"].Duplicate($"{{{key}, {how}}}");
            }

            CheckDomains(constraint["minDomains"], how);
            OneOfIfSet(constraint["nodeAffinityPolicy"], "Honor", "Ignore");
            OneOfIfSet(constraint["nodeTaintsPolicy"], "Honor", "Ignore");
            CheckLabelKeys(constraint["matchLabelKeys"], constraint["labelSelector"]);
            SelectorValidation.Check(constraint["labelSelector"]);
        }
    }

    private static void CheckDomains(Field domains, string how)
    {
        if (domains.Number <= 0)
        {
            domains.Invalid("must be greater than zero");
        }

        if (domains.IsSet && how != "DoNotSchedule")
        {
            domains.Invalid($"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {how}");
        }
    }

    private static void CheckLabelKeys(Field keys, Field selector)
    {
        if (keys.Count > 0 && !selector.IsSet)
        {
            keys.Forbidden("must not be specified when labelSelector is not set");
            return;
        }

        foreach (var key in keys.Items())
        {
            NameChecks.Qualified(key, key.Text);
            if (selector["matchLabels"].Has(key.Text)
                || selector["matchExpressions"].Items().Any(e => e.TextOf("key") == key.Text))
            {
                key.Invalid("exists in both matchLabelKeys and labelSelector");
            }
        }
    }

    private static void OneOfIfSet(Field field, params ReadOnlySpan<string> values)
    {
        if (field.IsSet && !values.Contains(field.Text))
        {
            field.Unsupported(field.Text, values);
        }
    }

    private static void CheckKey(Field toleration, Field how)
    {
        var key = toleration.TextOf("key");
        if (key.Length > 0)
        {
            NameChecks.Qualified(toleration["key"], key);
        }
        else if (how.Text != "Exists")
        {
            how.Invalid(how.Text, NoKey);
        }
    }

    private static void CheckOperator(Field how, string value)
    {
        switch (how.Text)
        {
            case "" or "Equal":
                if (NameRules.LabelValue(value) is { } problem)
                {
                    how.Invalid(value, problem);
                }

                break;
            case "Exists":
                if (value.Length > 0)
                {
                    how.Invalid(value, "value must be empty when `operator` is 'Exists'");
                }

                break;
            default:
                how.Unsupported(how.Text, "Equal", "Exists");
                break;
        }
    }
}
