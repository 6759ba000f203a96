using System.Reflection;
using System.Text;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Generator;

/// <summary>Writes the reference of the resources (Markdown): kinds, fields, conditions, reasons and shared
/// types.</summary>
internal sealed class ReferenceWriter(DescriptionText texts)
{
    private static readonly string[] Suffixes = ["Conditions", "Reasons"];

    private readonly StringBuilder output = new();
    private readonly FieldRows rows = new(texts);

    /// <summary>The whole page.</summary>
    public string Write()
    {
        Line("# Resources");
        Line();
        Line("Made from the records of `src/Fairway.Api` by `src/Fairway.Api.Generator`; edit those.");
        Line();
        Line($"Every kind is of `{ApiGroup.ApiVersion}` and of the category `fairway`: "
            + "`kubectl get fairway -A`. "
            + $"Those that only simulated clusters have are of `{ApiGroup.TwinApiVersion}` and of the "
            + "category `twin`.");
        Line();
        Line("| kind | in paths | short | objects are of | lives in |");
        Line("|---|---|---|---|---|");
        foreach (var kind in texts.Kinds)
        {
            WriteRow(kind);
        }

        foreach (var kind in texts.Kinds)
        {
            WriteKind(kind);
        }

        Line();
        Line("## Shared types");
        foreach (var type in rows.Shared)
        {
            WriteShared(type);
        }

        return output.ToString();
    }

    private void WriteRow(Type type)
    {
        var kind = ApiKind.Of(type);
        var shortName = type.GetCustomAttribute<KindAttribute>()!.ShortName;
        var scope = kind.Namespaced ? "a namespace" : "the cluster";
        var home = HomeOf(type);
        Line($"| [{kind.Kind}](#{FieldRows.Anchor(kind.Kind)}) | `{kind.Plural}` | `{shortName}` | {scope} | {home} |");
    }

    private static string HomeOf(Type type) => ApiKind.Twin.Contains(type) ? "simulated clusters"
        : ApiKind.Tenant.Contains(type) ? "tenant clusters" : "the meta cluster";

    private void WriteKind(Type kind)
    {
        Line();
        Line($"## {kind.Name}");
        Line();
        Line(texts.Markdown(kind));
        Line();
        var columns = kind.GetCustomAttributes<ColumnAttribute>().OrderBy(column => column.Order);
        Line($"`kubectl get` shows: {string.Join(", ", columns.Select(c => c.Wide ? $"{c.Name} (wide)" : c.Name))}.");
        WriteFields(kind);
        foreach (var constants in ConstantsOf(kind))
        {
            WriteConstants(constants);
        }
    }

    private void WriteFields(Type record)
    {
        Line();
        Line("| field | type | meaning |");
        Line("|---|---|---|");
        foreach (var row in rows.Of(record, ""))
        {
            Line(row);
        }
    }

    private static IEnumerable<Type> ConstantsOf(Type kind) =>
        from suffix in Suffixes
        let type = kind.Assembly.GetType($"{kind.Namespace}.{kind.Name}{suffix}")
        where type is not null
        select type;

    private void WriteConstants(Type constants)
    {
        Line();
        Line(texts.Markdown(constants));
        Line();
        Line("| value | meaning |");
        Line("|---|---|");
        foreach (var field in EnumValues.Of(constants))
        {
            Line($"| `{field.GetRawConstantValue()}` | {FieldRows.Cell(texts.Markdown(field))} |");
        }
    }

    private void WriteShared(Type type)
    {
        Line();
        Line($"### {type.Name}");
        Line();
        Line(texts.Markdown(type));
        if (!type.IsEnum)
        {
            WriteFields(type);
            return;
        }

        Line();
        Line("| value | meaning |");
        Line("|---|---|");
        foreach (var value in EnumValues.Of(type))
        {
            Line($"| `{value.Name}` | {FieldRows.Cell(texts.Markdown(value))} |");
        }
    }

    private void Line(string text = "") => output.Append(text).Append('\n');
}
