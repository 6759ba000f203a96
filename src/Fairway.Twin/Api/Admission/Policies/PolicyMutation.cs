using System.Text.Json.Nodes;
using Fairway.Cel.Values;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>One mutation of a policy: a configuration to be applied, or the operations of a JSON patch.</summary>
internal sealed class PolicyMutation
{
    private readonly bool applies;

    private PolicyMutation(PolicyExpression expression, bool applies)
    {
        Expression = expression;
        this.applies = applies;
    }

    public PolicyExpression Expression { get; }

    public static PolicyMutation Read(JsonObject mutation, PolicyCompiler compiler)
    {
        var applies = ObjectMeta.Text(mutation, "patchType") != "JSONPatch";
        var part = mutation[applies ? "applyConfiguration" : "jsonPatch"] as JsonObject ?? [];
        var text = ObjectMeta.Text(part, "expression");
        return new(applies ? compiler.Configuration(text) : compiler.Patch(text), applies);
    }

    /// <summary>The object that the value of the expression makes of another; a tree of its own.</summary>
    /// <exception cref="PolicyMutationException">It makes none.</exception>
    public JsonObject Change(JsonObject obj, CelValue value, SchemaNode? schema)
    {
        try
        {
            return applies ? Apply(obj, value, schema) : Patch(obj, value);
        }
        catch (CelConversionException fault)
        {
            throw new PolicyMutationException(
                $"JSONPath valueExpression evaluated to a type that could not marshal to JSON: {fault.Message}");
        }
    }

    private static JsonObject Apply(JsonObject obj, CelValue value, SchemaNode? schema)
    {
        if (value is not CelObject made)
        {
            throw new PolicyMutationException(
                $"unsupported return type from ApplyConfiguration expression: {value.Type}");
        }

        CheckNames(made);
        var config = (JsonObject)made.ToJson();
        config["apiVersion"] = obj["apiVersion"]?.DeepClone();
        config["kind"] = obj["kind"]?.DeepClone();
        try
        {
            return ConfigurationMerge.Merge(obj, config, schema);
        }
        catch (PatchException misfit)
        {
            throw new PolicyMutationException($"error applying patch: {misfit.Message}");
        }
    }

    private static JsonObject Patch(JsonObject obj, CelValue value)
    {
        if (value is not CelList operations)
        {
            throw new PolicyMutationException("type mismatch: JSONPatchType.expression should evaluate to array");
        }

        var patch = new JsonArray();
        for (var i = 0; i < operations.Count; i++)
        {
            patch.Add(Operation(operations[i]));
        }

        try
        {
            return JsonPatch.Apply(obj, patch) as JsonObject
                ?? throw new PolicyMutationException("JSON Patch: the result is no object");
        }
        catch (PatchException failed) when (failed.IsFailedTest)
        {
            return obj;
        }
        catch (PatchException failed)
        {
            throw new PolicyMutationException($"JSON Patch: {failed.Detail}");
        }
    }

    private static JsonObject Operation(CelValue value)
    {
        if (value is not CelObject operation)
        {
            throw new PolicyMutationException(
                "type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch");
        }

        var made = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["op", "path", "from"])
        {
            if (operation.Fields.Get(name) is CelString text && (text.Value.Length > 0 || name != "from"))
            {
                made[name] = text.Value;
            }
        }

        if (operation.Fields.Get("value") is { } held)
        {
            if (held is CelObject nested)
            {
                CheckNames(nested);
            }

            made["value"] = held.ToJson();
        }

        return made;
    }

    /// <summary>The types of objects under an object are named by the way to them.</summary>
    private static void CheckNames(CelObject made)
    {
        var problems = new List<string>();
        CheckNames(made, made.Type.Name, problems);
        if (problems.Count > 0)
        {
            throw new PolicyMutationException($"type mismatch: {string.Join('\n', problems)}");
        }
    }

    private static void CheckNames(CelValue value, string path, List<string> problems)
    {
        switch (value)
        {
            case CelObject made:
                if (made.Type.Name != path)
                {
                    problems.Add($"unexpected type name \"{made.Type.Name}\", expected \"{path}\", which matches "
                        + "field name path from root Object type");
                }

                foreach (var key in made.Fields.Keys.OfType<CelString>())
                {
                    CheckNames(made.Fields.Get(key.Value)!, $"{path}.{key.Value}", problems);
                }

                break;
            case CelMap map:
                foreach (var key in map.Keys.OfType<CelString>())
                {
                    CheckNames(map.Get(key.Value)!, path, problems);
                }

                break;
            case CelList list:
                for (var i = 0; i < list.Count; i++)
                {
                    CheckNames(list[i], path, problems);
                }

                break;
            default:
                break;
        }
    }
}
