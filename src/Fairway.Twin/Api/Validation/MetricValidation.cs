using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>What an autoscaler goes by.</summary>
internal static class MetricValidation
{
    // In the order in which the reference server looks at them.
    private static readonly (string Type, string Field)[] Sources =
    [
        ("Object", "object"), ("External", "external"), ("Pods", "pods"), ("Resource", "resource"),
        ("ContainerResource", "containerResource"),
    ];

    private static readonly string[] Types = ["ContainerResource", "External", "Object", "Pods", "Resource"];

    public static void Check(Field metric)
    {
        var type = metric.TextOf("type");
        if (type.Length == 0)
        {
            metric["type"].Required("must specify a metric source type");
        }

        if (!Types.Contains(type))
        {
            metric["type"].Unsupported(type, Types);
        }

        var present = Sources.Select(s => s.Field).Where(metric.Has).ToArray();
        if (present.Length > 0)
        {
            CheckSource(metric[present[0]], present[0]);
        }

        var expected = Array.Find(Sources, s => s.Type == type).Field;
        if (expected is null)
        {
            metric["type"].Unsupported(type, Types);
        }
        else if (!metric.Has(expected))
        {
            metric[expected].Required("must populate information for the given metric source");
        }

        foreach (var other in present.Length == 1 ? [] : present.Where(p => p != expected))
        {
            metric[other].Forbidden("must populate the given metric source only");
        }
    }

    private static void CheckSource(Field source, string kind)
    {
        var target = source["target"];
        switch (kind)
        {
            case "object":
                AutoscalerValidation.CheckReference(source["describedObject"]);
                CheckIdentity(source["metric"]);
                CheckTarget(target);
                Either(target, "averageValue", "value", "must set either a target value or averageValue");
                break;
            case "external":
                CheckIdentity(source["metric"]);
                CheckTarget(target);
                Either(
                    target, "averageValue", "value", "must set either a target value for metric or a per-pod target");
                NotBoth(target, "value", "averageValue",
                    "may not set both a target value for metric and a per-pod target");
                break;
            case "pods":
                CheckIdentity(source["metric"]);
                CheckTarget(target);
                Either(target, "averageValue", "averageValue", "must specify a positive target averageValue");
                break;
            default:
                CheckResource(source, kind == "containerResource");
                break;
        }
    }

    private static void CheckResource(Field source, bool ofContainer)
    {
        var (name, target) = (source["name"], source["target"]);
        if (name.Text.Length == 0)
        {
            name.Required("must specify a resource name");
        }
        else if (ofContainer)
        {
            ResourceNames.CheckContainer(name, name.Text);
        }

        if (ofContainer)
        {
            CheckContainer(source["container"]);
        }

        CheckTarget(target);
        Either(
            target, "averageUtilization", "averageValue", "must set either a target raw value or a target utilization");
        NotBoth(target, "averageValue", "averageUtilization",
            "may not set both a target raw value and a target utilization");
    }

    private static void CheckContainer(Field container)
    {
        if (container.Text.Length == 0)
        {
            container.Required("must specify a container");
        }
        else
        {
            container.Check(NameRules.Label(container.Text));
        }
    }

    private static void CheckIdentity(Field metric)
    {
        var name = metric["name"];
        if (name.Text.Length == 0)
        {
            name.Required("must specify a metric name");
        }
        else
        {
            name.Check(NameRules.PathSegment(name.Text));
        }
    }

    private static void CheckTarget(Field target)
    {
        var type = target["type"];
        if (type.Text.Length == 0)
        {
            type.Required("must specify a metric target type");
        }

        if (type.Text is not ("Utilization" or "Value" or "AverageValue"))
        {
            type.Invalid(type.Text, "must be either Utilization, Value, or AverageValue");
        }

        foreach (var amount in (ReadOnlySpan<string>)["value", "averageValue"])
        {
            if (ResourceValidation.Amount(target[amount]) is { Sign: <= 0 } held)
            {
                target[amount].Invalid(held.ToString(), "must be positive");
            }
        }

        if (target["averageUtilization"] is { Number: < 1 } share)
        {
            share.Invalid("must be greater than 0");
        }
    }

    private static void Either(Field target, string one, string other, string why)
    {
        if (!target.Has(one) && !target.Has(other))
        {
            target[one].Required(why);
        }
    }

    private static void NotBoth(Field target, string told, string other, string why)
    {
        if (target.Has(told) && target.Has(other))
        {
            target[told].Forbidden(why);
        }
    }
}
