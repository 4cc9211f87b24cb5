using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TensorFrames.Ops.Generator;

/// <summary>Writes one op's method.</summary>
internal static class OpMethod
{
    public static void Write(StringBuilder code, OpLine op)
    {
        var names = new ParameterNames();
        List<string> parameters = ["this GraphBuilder graph"];
        List<string> inputs = [];
        List<string> attributes = [];
        foreach (var input in op.Inputs)
        {
            var name = names.Of(input.Name);
            parameters.Add(input.IsList ? $"IReadOnlyList<Tensor> {name}" : $"Operand {name}");
            inputs.Add(input.IsList ? $"Operand.List({name})" : name);
        }

        foreach (var attribute in op.Attributes.OrderBy(a => a.Default is null ? 0 : 1))
        {
            var name = names.Of(attribute.Name);
            parameters.Add(attribute.Default is null ? $"{attribute.CSharpType} {name}" : $"{attribute.CSharpType}? {name} = null");
            attributes.Add($"(\"{attribute.Name}\", {attribute.Value(name)})");
        }

        parameters.Add("string? name = null");
        parameters.Add("[CallerFilePath] string file = \"\"");
        parameters.Add("[CallerLineNumber] int line = 0");
        Summary(code, op);
        var call = $"graph.AddOperation(\"{op.Name}\", [{string.Join(", ", inputs)}], [{string.Join(", ", attributes)}], name, null, file, line)";
        code.Append("    public static ").Append(ReturnType(op)).Append(' ').Append(op.Name).Append('(').Append(string.Join(", ", parameters)).Append(')');
        Body(code, op, call);
    }

    private static void Summary(StringBuilder code, OpLine op)
    {
        var defaults = string.Join(", ", op.Attributes.Where(a => a.Default is not null).Select(a => $"{a.Name} = {a.Default}"));
        code.Append("    /// <summary>TensorFlow's op ").Append(op.Name);
        code.Append(op.Version == "both" ? "." : $", in TensorFlow {op.Version} only.");
        code.Append(defaults.Length == 0 ? "" : " Left out: " + Escaped(defaults) + ".").AppendLine("</summary>");
    }

    private static void Body(StringBuilder code, OpLine op, string call)
    {
        if (op.Outputs.Count <= 1)
        {
            code.Append(" => ").Append(call).Append(op.Outputs.Count == 0 ? "" : "." + Output(op.Outputs[0], 0)).AppendLine(";").AppendLine();
            return;
        }

        code.AppendLine().AppendLine("    {").Append("        var made = ").Append(call).AppendLine(";");
        code.Append("        return (").Append(string.Join(", ", op.Outputs.Select((o, i) => "made." + Output(o, i)))).AppendLine(");").AppendLine("    }").AppendLine();
    }

    private static string Output(OpArgument output, int position) => $"{(output.IsList ? "OutputList" : "Output")}({position})";

    private static string ReturnType(OpLine op) => op.Outputs.Count switch
    {
        0 => "Operation",
        1 => Type(op.Outputs[0]),
        _ => $"({string.Join(", ", op.Outputs.Select(o => $"{Type(o)} {ParameterNames.Pascal(o.Name)}"))})",
    };

    private static string Type(OpArgument output) => output.IsList ? "IReadOnlyList<Tensor>" : "Tensor";

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
