using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Flow;

/// <summary>Flow schemas: which requests go to which priority level.</summary>
internal static class FlowSchemaValidation
{
    private const long LastPrecedence = 10_000;

    public static void Check(Field schema)
    {
        var (name, spec) = (schema["metadata"].TextOf("name"), schema["spec"]);
        CheckPrecedence(spec["matchingPrecedence"], name);
        var method = spec["distinguisherMethod"];
        if (method.IsSet && method.TextOf("type") is not ("ByNamespace" or "ByUser"))
        {
            method["type"].Unsupported(new JsonObject { ["Type"] = method.TextOf("type") }, "ByNamespace", "ByUser");
        }

        var level = spec["priorityLevelConfiguration"]["name"];
        if (level.Text.Length == 0)
        {
            level.Required("must reference a priority level");
        }
        else
        {
            level.Check(NameRules.Subdomain(level.Text));
        }

        foreach (var rule in spec["rules"].Items())
        {
            FlowRuleValidation.Check(rule);
        }

        MandatoryFlow.CheckSchema(schema);
        CheckConditions(schema["status"]["conditions"]);
    }

    /// <summary>A status that is written by itself, of a schema or of a level.</summary>
    public static void CheckStatus(Field updated, Field before) => CheckConditions(updated["status"]["conditions"]);

    /// <summary>Conditions have types, each its own.</summary>
    public static void CheckConditions(Field conditions)
    {
        var types = new NameSet();
        foreach (var type in conditions.Items().Select(c => c["type"]))
        {
            if (!types.Add(type.Text))
            {
                type.Duplicate(type.Text);
            }

            if (type.Text.Length == 0)
            {
                type.Required("must not be empty");
            }
        }
    }

    private static void CheckPrecedence(Field precedence, string name)
    {
        var number = precedence.Number ?? 0;
        if (number <= 0)
        {
            precedence.Invalid(number, "must be a positive value");
        }

        if (number > LastPrecedence)
        {
            precedence.Invalid("must not be greater than 10000");
        }

        if (number == 1 && name != "exempt")
        {
            precedence.Invalid("only the schema named 'exempt' may have matchingPrecedence 1");
        }
    }
}
