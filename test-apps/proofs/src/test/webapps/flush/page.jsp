<%@page contentType="application/json" session="false" trimDirectiveWhitespaces="true"%><%
  // More than the container's buffer, so that it is sent while this page is on the stack.
  out.print("[0");
  for (int i = 1; i < 2500; i++) {
    out.print("," + i);
  }
  out.print("]");
%>
