using System.Collections.Immutable;
using Fairway.Cel.Functions;
using Fairway.Cel.Libraries;
using Fairway.Cel.Types;

namespace Fairway.Cel;

/// <summary>
/// What expressions may name: functions, variables and types. Immutable; each method gives a new environment.
/// </summary>
public sealed class CelEnvironment
{
    private static readonly FunctionTable Functions36 = FunctionTable.Read(
        AllBodies.Make(), "Functions.standard", "Libraries.kubernetes");

    private static readonly FunctionTable MutationFunctions = FunctionTable.Read(
        AllBodies.Make(), "Functions.standard", "Libraries.kubernetes", "Libraries.jsonpatch");

    private readonly ImmutableDictionary<string, CelType> variables;
    private readonly Func<string, CelType?> types;

    private CelEnvironment(
        FunctionTable functions, ImmutableDictionary<string, CelType> variables, Func<string, CelType?> types)
    {
        Functions = functions;
        this.variables = variables;
        this.types = types;
    }

    /// <summary>
    /// The language as API servers of version 1.36 speak it, with their libraries: strings, sets, lists, optionals,
    /// loops with two variables, regular expressions, quantities, URLs, addresses, formats, semantic versions,
    /// authorizer.
    /// </summary>
    public static CelEnvironment Kubernetes { get; } = new(
        Functions36, ImmutableDictionary.Create<string, CelType>(StringComparer.Ordinal), _ => null);

    /// <summary>
    /// The same with what mutating admission policies have besides: objects <c>Object{...}</c> with any fields,
    /// <c>JSONPatch{...}</c>, and <c>jsonpatch.escapeKey</c>.
    /// </summary>
    public static CelEnvironment Mutation { get; } = new(
        MutationFunctions,
        ImmutableDictionary.Create<string, CelType>(StringComparer.Ordinal),
        MutationTypes.Find);

    internal FunctionTable Functions { get; }

    /// <summary>With a variable; one of the same name is replaced.</summary>
    public CelEnvironment With(string variable, CelType type) =>
        new(Functions, variables.SetItem(variable, type), types);

    /// <summary>With types that expressions can name, in literals of objects.</summary>
    /// <param name="find">The type of a name, or null. It must always answer the same.</param>
    public CelEnvironment WithTypes(Func<string, CelType?> find) =>
        new(Functions, variables, name => find(name) ?? types(name));

    /// <summary>The type of a variable, or null.</summary>
    internal CelType? Variable(string name) => variables.GetValueOrDefault(name);

    /// <summary>The type of a name that expressions can write, or null.</summary>
    internal CelType? NamedType(string name) => StandardTypes.Find(name) ?? types(name);
}
