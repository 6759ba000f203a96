using Fairway.Schema.Quantities;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Limit ranges: one item for each type, whose amounts do not contradict each other.</summary>
internal static class LimitRangeValidation
{
    private static readonly string[] Types = ["Container", "Pod", "PersistentVolumeClaim"];
    private static readonly string[] Amounts = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

    public static void Check(Field spec)
    {
        var types = new NameSet();
        foreach (var item in spec["limits"].Items())
        {
            CheckType(item["type"]);
            var type = item.TextOf("type");
            if (!types.Add(type))
            {
                item["type"].Duplicate(type);
            }

            CheckNames(item, type);
            foreach (var name in Amounts.SelectMany(a => item[a].Keys()).Distinct().Order(StringComparer.Ordinal))
            {
                CheckOrder(item, name);
            }
        }
    }

    private static void CheckType(Field type)
    {
        if (NameRules.QualifiedName(type.Text) is { } problem)
        {
            type.Invalid(type.Text, problem);
        }
        else if (!type.Text.Contains('/', StringComparison.Ordinal) && !Types.Contains(type.Text))
        {
            type.Invalid("must be a standard limit type or fully qualified");
        }
    }

    private static void CheckNames(Field item, string type)
    {
        foreach (var amount in Amounts)
        {
            var amounts = item[amount];
            if (type == "Pod" && amounts.Count > 0 && amount is "default" or "defaultRequest")
            {
                amounts.Forbidden("may not be specified when `type` is 'Pod'");
                continue;
            }

            foreach (var name in amounts.Keys())
            {
                ResourceNames.CheckLimit(amounts.Entry(name), name, type == "Container");
            }
        }

        if (type == "PersistentVolumeClaim" && !item["min"].Has("storage") && !item["max"].Has("storage"))
        {
            item["limits"].Required("either minimum or maximum storage value is required, but neither was provided");
        }
    }

    private static void CheckOrder(Field item, string name)
    {
        var (min, max) = (Amount(item, "min", name), Amount(item, "max", name));
        var (limit, request) = (Amount(item, "default", name), Amount(item, "defaultRequest", name));
        var (limits, requests) = (item["default"].Entry(name), item["defaultRequest"].Entry(name));
        NotAbove(item["min"].Entry(name), min, (min, "min value"), (max, "max value"));
        NotAbove(requests, request, (min, "min value"), (request, "default request value"));
        NotAbove(requests, request, (request, "default request value"), (max, "max value"));
        NotAbove(requests, request, (request, "default request value"), (limit, "default limit value"));

        // The reference server shows the other of the two amounts in these.
        NotAbove(limits, min, (min, "min value"), (limit, "default value"));
        NotAbove(limits, max, (limit, "default value"), (max, "max value"));
        var ratio = Amount(item, "maxLimitRequestRatio", name);
        if (ratio is { } least && least < Quantity.Parse("1"))
        {
            item["maxLimitRequestRatio"].Entry(name).Invalid(least.ToString(), $"ratio {least} is less than 1");
        }
    }

    private static Quantity? Amount(Field item, string amount, string name) =>
        ResourceValidation.Amount(item[amount].Entry(name));

    private static void NotAbove(
        Field field, Quantity? shown, (Quantity? Amount, string Name) low, (Quantity? Amount, string Name) high)
    {
        if (low.Amount is { } less && high.Amount is { } more && less > more)
        {
            field.Invalid(shown?.ToString(), $"{low.Name} {less} is greater than {high.Name} {more}");
        }
    }
}
