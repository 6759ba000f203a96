using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Affinity of pods to nodes and to each other.</summary>
internal static class AffinityValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    /// <summary>Checks <c>affinity</c> of a pod.</summary>
    public static void Check(Field affinity)
    {
        if (!affinity.IsSet)
        {
            return;
        }

        CheckNodes(affinity["nodeAffinity"]);
        CheckPods(affinity["podAffinity"]);
        CheckPods(affinity["podAntiAffinity"]);
    }

    /// <summary>Checks a node selector.</summary>
    public static void CheckNodeSelector(Field selector)
    {
        var terms = selector["nodeSelectorTerms"];
        if (terms.Count == 0)
        {
            terms.Required("must have at least one node selector term");
        }

        foreach (var term in terms.Items())
        {
            CheckTerm(term);
        }
    }

    private static void CheckNodes(Field affinity)
    {
        if (affinity.Has(Required))
        {
            CheckNodeSelector(affinity[Required]);
        }

        foreach (var preferred in affinity[Preferred].Items())
        {
            CheckWeight(preferred["weight"]);
            CheckTerm(preferred["preference"]);
        }
    }

    private static void CheckPods(Field affinity)
    {
        foreach (var term in affinity[Required].Items())
        {
            CheckPodTerm(term);
        }

        foreach (var preferred in affinity[Preferred].Items())
        {
            CheckWeight(preferred["weight"]);
            CheckPodTerm(preferred["podAffinityTerm"]);
        }
    }

    private static void CheckPodTerm(Field term)
    {
        SelectorValidation.Check(term["labelSelector"]);
        SelectorValidation.Check(term["namespaceSelector"]);
        foreach (var ns in term["namespaces"].Items())
        {
            if (NameRules.Label(ns.Text) is { } problem)
            {
                term["namespace"].Invalid(ns.Text, problem);
            }
        }

        var topology = term["topologyKey"];
        if (topology.Text.Length == 0)
        {
            topology.Required("can not be empty");
        }

        NameChecks.Qualified(topology, topology.Text);
    }

    private static void CheckWeight(Field weight)
    {
        if (weight.Number is not (>= 1 and <= 100))
        {
            weight.Invalid(weight.Number ?? 0, "must be in the range 1-100");
        }
    }

    private static void CheckTerm(Field term)
    {
        foreach (var expression in term["matchExpressions"].Items())
        {
            CheckExpression(expression);
        }

        foreach (var match in term["matchFields"].Items())
        {
            CheckMatch(match);
        }
    }

    /// <summary>The one field of a node that can be matched is its name.</summary>
    private static void CheckMatch(Field match)
    {
        var values = match["values"];
        if (match.TextOf("operator") is not ("In" or "NotIn"))
        {
            match["operator"].Invalid(match.TextOf("operator"), "not a valid selector operator");
        }
        else if (values.Count != 1)
        {
            values.Required("must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (match.TextOf("key") != "metadata.name")
        {
            match["key"].Invalid(match.TextOf("key"), "not a valid field selector key");
            return;
        }

        foreach (var value in values.Items())
        {
            value.Check(NameRules.Subdomain(value.Text));
        }
    }

    private static void CheckExpression(Field expression)
    {
        var values = expression["values"];
        switch (expression.TextOf("operator"))
        {
            case "In" or "NotIn" when values.Count == 0:
                values.Required("must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values.Count > 0:
                values.Forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when values.Count != 1:
                values.Required("must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            default:
                expression["operator"].Invalid(expression.TextOf("operator"), "not a valid selector operator");
                break;
        }

        NameChecks.Qualified(expression["key"], expression.TextOf("key"));
    }
}
