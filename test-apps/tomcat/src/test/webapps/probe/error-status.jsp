<%@ page contentType="application/json; charset=UTF-8" trimDirectiveWhitespaces="true" session="false" %>
<%-- Reads the body as text, sets the status of parameter "code" and answers with secrets. --%>
<%
  java.io.Reader reader = request.getReader();
  char[] buffer = new char[1000];
  long chars = 0;
  for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
    chars += count;
  }
  response.setStatus(Integer.parseInt(request.getParameter("code")));
  response.setHeader("Set-Cookie", "login=HIDDEN-set-cookie; Path=/probe");
  out.print("{\"chars\": " + chars + ", \"access_token\": \"HIDDEN-answer\", \"ok\": 2}");
%>
