using System.Reflection;

namespace Fairway.Api.Generator;

/// <summary>The values of enums.</summary>
internal static class EnumValues
{
    /// <summary>In the order of the source.</summary>
    public static IEnumerable<FieldInfo> Of(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => field.MetadataToken);
}
