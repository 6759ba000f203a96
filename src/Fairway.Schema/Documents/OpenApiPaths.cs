using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>
/// Writes the paths of resources. kubectl looks there for the kind of each operation and for the parameters it takes:
/// <c>fieldValidation</c> and <c>dryRun</c> on a patch decide what it asks of the server.
/// </summary>
internal static class OpenApiPaths
{
    public static void Write(Utf8JsonWriter writer, ImmutableArray<ResourceType> rows, OpenApiDialect dialect)
    {
        foreach (var row in rows)
        {
            var root = $"/{new GroupVersion(row.Group, row.Version).Path}";
            var scope = row.Namespaced ? $"{root}/namespaces/{{namespace}}" : root;
            if (row.Namespaced)
            {
                WritePath(writer, new PathShape(row, null, $"{root}/{row.Plural}", false), dialect);
            }

            WritePath(writer, new PathShape(row, null, $"{scope}/{row.Plural}", false), dialect);
            WritePath(writer, new PathShape(row, null, $"{scope}/{row.Plural}/{{name}}", true), dialect);
            foreach (var part in row.Subresources)
            {
                var path = $"{scope}/{row.Plural}/{{name}}/{part.Name}";
                WritePath(writer, new PathShape(row, part, path, true), dialect);
            }
        }
    }

    public static void WriteResponse(Utf8JsonWriter writer, string code, string? definition, OpenApiDialect dialect)
    {
        writer.WriteStartObject(code);
        writer.WriteString("description", code == "200" ? "OK" : "Created");
        if (definition is not null)
        {
            WriteContent(writer, ["application/json"], definition, dialect);
        }

        writer.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter writer, PathShape shape, OpenApiDialect dialect)
    {
        var operations = shape.Operations;
        if (operations.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(shape.Path);
        foreach (var operation in operations)
        {
            writer.WriteStartObject(operation.Method);
            WriteOperation(writer, shape, operation, dialect);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("parameters");
        foreach (var name in shape.PathParameters)
        {
            WriteParameter(writer, new OperationParameter(name, "string"), "path", dialect);
        }

        WriteParameter(writer, new OperationParameter("pretty", "string"), "query", dialect);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteOperation(
        Utf8JsonWriter writer,
        PathShape shape,
        Operation operation,
        OpenApiDialect dialect)
    {
        writer.WriteString("operationId", shape.IdOf(operation));
        writer.WriteTexts("tags", [shape.Tag]);
        writer.WriteStartArray("parameters");
        if (dialect == OpenApiDialect.V2 && shape.BodyOf(operation) is { } inParameter)
        {
            writer.WriteStartObject();
            writer.WriteString("name", "body");
            writer.WriteString("in", "body");
            WriteSchema(writer, inParameter, dialect);
            writer.WriteEndObject();
        }

        foreach (var parameter in operation.Parameters)
        {
            WriteParameter(writer, parameter, "query", dialect);
        }

        writer.WriteEndArray();
        if (dialect == OpenApiDialect.V3 && shape.BodyOf(operation) is { } body)
        {
            writer.WriteStartObject("requestBody");
            WriteContent(writer, operation.Verb == "patch" ? shape.PatchTypes : ["*/*"], body, dialect);
            if (operation.Verb is "create" or "update" or "patch")
            {
                writer.WriteBoolean("required", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteStartObject("responses");
        WriteResponse(writer, "200", shape.AnswerOf(operation), dialect);
        if (operation.Verb is "create" or "update" or "patch")
        {
            WriteResponse(writer, "201", shape.AnswerOf(operation), dialect);
        }

        writer.WriteEndObject();
        WriteKubernetes(writer, shape, operation);
    }

    private static void WriteKubernetes(Utf8JsonWriter writer, PathShape shape, Operation operation)
    {
        writer.WriteString("x-kubernetes-action", operation.Action);
        var kind = shape.Kind;
        writer.WriteStartObject("x-kubernetes-group-version-kind");
        writer.WriteString("group", kind.Group);
        writer.WriteString("version", kind.Version);
        writer.WriteString("kind", kind.Kind);
        writer.WriteEndObject();
    }

    private static void WriteParameter(
        Utf8JsonWriter writer,
        OperationParameter parameter,
        string place,
        OpenApiDialect dialect)
    {
        writer.WriteStartObject();
        writer.WriteString("name", parameter.Name);
        writer.WriteString("in", place);
        if (place == "path")
        {
            writer.WriteBoolean("required", true);
        }

        if (dialect == OpenApiDialect.V2)
        {
            writer.WriteString("type", parameter.Type);
        }
        else
        {
            writer.WriteStartObject("schema");
            writer.WriteString("type", parameter.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, string[] types, string definition, OpenApiDialect dialect)
    {
        if (dialect == OpenApiDialect.V2)
        {
            WriteSchema(writer, definition, dialect);
            return;
        }

        writer.WriteStartObject("content");
        foreach (var type in types)
        {
            writer.WriteStartObject(type);
            WriteSchema(writer, definition, dialect);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, string definition, OpenApiDialect dialect)
    {
        writer.WriteStartObject("schema");
        OpenApiSchemas.WriteReference(writer, definition, dialect);
        writer.WriteEndObject();
    }
}
