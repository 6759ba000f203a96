using Fairway.Tidy.Reading;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Fairway.Tidy.Rules;

/// <summary>
/// A planner is pure: it is static, and nothing that can be reached from it inside our assemblies awaits, touches a
/// mutable static field or calls a banned member. Calls through our own interfaces and virtual methods are followed to
/// every implementation. What planners return is followed too, since an iterator runs when it is enumerated.
/// </summary>
internal sealed class PlannerRules
{
    private readonly Dictionary<string, List<MethodDefinition>> implementations;
    private readonly HashSet<MethodDefinition> seen = [];
    private readonly Queue<(MethodDefinition Method, string From)> open = new();
    private readonly List<Offence> offences = [];
    private readonly HashSet<string> ours;

    private PlannerRules(IReadOnlyCollection<ModuleDefinition> modules)
    {
        ours = modules.Select(module => module.Assembly.Name.Name).ToHashSet(StringComparer.Ordinal);
        // Iterators are reached where they are made: a MoveNext that is called is not every MoveNext that there is.
        implementations = modules.SelectMany(module => module.GetTypes())
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.Methods)
            .Where(method => method.IsVirtual && method.HasBody)
            .GroupBy(Signature, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    public static IReadOnlyList<Offence> Impure(IReadOnlyCollection<ModuleDefinition> modules)
    {
        var rules = new PlannerRules(modules);
        foreach (var planner in modules.SelectMany(module => module.GetTypes()).Where(IsPlanner))
        {
            rules.Begin(planner);
        }

        rules.Walk();
        return [.. rules.offences.Distinct()];
    }

    private static bool IsPlanner(TypeDefinition type) =>
        type.IsClass && type.Name.EndsWith("Planner", StringComparison.Ordinal);

    private void Begin(TypeDefinition planner)
    {
        if (planner is not { IsAbstract: true, IsSealed: true })
        {
            offences.Add(
                new Offence(planner.FullName, "a planner that is not a static class", "make it one: it holds nothing"));
        }

        foreach (var method in planner.NestedTypes.Prepend(planner).SelectMany(type => type.Methods))
        {
            Enter(method, planner.Name);
        }
    }

    private void Enter(MethodDefinition method, string from)
    {
        if (method.HasBody && seen.Add(method))
        {
            open.Enqueue((method, from));
        }
    }

    private void Walk()
    {
        while (open.TryDequeue(out var item))
        {
            if (item.Method.CustomAttributes.Any(
                attribute => attribute.AttributeType.Name.StartsWith("AsyncStateMachine", StringComparison.Ordinal)))
            {
                Add(item.Method, item.From, "is async", "a planner waits for nothing: observe before it");
            }

            foreach (var instruction in item.Method.Body.Instructions)
            {
                Look(instruction, item.Method, item.From);
            }
        }
    }

    private void Look(Instruction instruction, MethodDefinition within, string from)
    {
        if (instruction.Operand is FieldReference field
            && instruction.OpCode.Code is Code.Ldsfld or Code.Stsfld or Code.Ldsflda)
        {
            LookAtField((FieldReference)instruction.Operand, within, from);
        }
        else if (instruction.Operand is MethodReference called)
        {
            LookAtCall(called, within, from);
        }
    }

    private void LookAtField(FieldReference reference, MethodDefinition within, string from)
    {
        var field = reference.Resolve();
        // The compiler keeps delegates that capture nothing in static fields of types it names with angle brackets.
        if (field is { IsInitOnly: false, HasConstant: false }
            && !field.DeclaringType.Name.Contains('<', StringComparison.Ordinal)
            && !field.Name.Contains('<', StringComparison.Ordinal))
        {
            Add(within, from, $"uses the mutable static field {field.FullName}", "pass the value in");
        }
    }

    private void LookAtCall(MethodReference called, MethodDefinition within, string from)
    {
        // An iterator of the compiler's asks for the thread, so that each thread gets an enumerator of its own.
        if (called.Name != "get_CurrentManagedThreadId"
            && BannedIds(called).FirstOrDefault(BannedList.All.ContainsKey) is { } id)
        {
            Add(within, from, $"uses {id}", $"it is banned in {BannedList.All[id]}");
        }

        if (!ours.Contains(called.DeclaringType.Scope.Name.Replace(".dll", "", StringComparison.Ordinal)))
        {
            return;
        }

        var method = called.Resolve();
        Enter(method, from);
        // An iterator's or a closure's code is in methods of a nested type that only its constructor names.
        if (method.IsConstructor && method.DeclaringType.Name.Contains('<', StringComparison.Ordinal))
        {
            method.DeclaringType.Methods.ToList().ForEach(inner => Enter(inner, from));
        }

        if (method.IsVirtual)
        {
            implementations.GetValueOrDefault(Signature(method), []).ForEach(inner => Enter(inner, from));
        }
    }

    private void Add(MethodDefinition place, string from, string what, string remedy) =>
        offences.Add(new Offence(place.FullName, $"{what}, and is reached from {from}", remedy));

    private static string Signature(MethodDefinition method) =>
        $"{method.Name.Split('.')[^1]}/{method.Parameters.Count}";

    /// <summary>How the lists may name what is called: the method, its property, or the whole type.</summary>
    private static IEnumerable<string> BannedIds(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType().FullName.Replace('/', '.');
        yield return $"T:{type}";
        if (called.Name.StartsWith("get_", StringComparison.Ordinal))
        {
            yield return $"P:{type}.{called.Name[4..]}";
        }
        else if (BannedList.All.Keys.Any(id => id.StartsWith($"M:{type}.", StringComparison.Ordinal))
            && called.Resolve() is { } method)
        {
            yield return DocCommentId.GetDocCommentId(method);
        }
    }
}
